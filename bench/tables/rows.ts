/**
 * Rows of the tables. Made by `deno task readme` from the definitions of their
 * columns; do not edit.
 *
 * @module
 */

/** One row is an optimizer's results on one corpus, protocol, encoder and recipe. The replicate is a study (one triple of master seeds). Means and intervals are over units: a study, or all studies of one test part where parts repeat, or, in a crossed plan, all of one seed of the stream (search, train or split) over whose seeds the mean is least certain. Deviations, quantiles and shares are over studies. */
export interface SummaryRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** studies, one for each triple of master seeds. */
  readonly n_studies: number | null;
  /** studies with a complete trial; means of BCA are over these. */
  readonly n_incumbents: number | null;
  /** different parts that these studies are scored on; empty where the record does not hold them. */
  readonly n_test_parts: number | null;
  /** units that means and their intervals are over. */
  readonly n_units: number | null;
  /** part that BCA is of: test where the protocol holds one out, else validation. */
  readonly scored_on: string | null;
  /** mean BCA of the incumbents, on the part that scored_on names. */
  readonly bca_mean: number | null;
  /** lower end of the 95 % interval of that mean, for this corpus. */
  readonly bca_low: number | null;
  /** upper end of that interval. */
  readonly bca_high: number | null;
  /** how that interval was made: student_t below 10 units, expanded_bca (bootstrap) from there; two_way_t where every speaker is tested equally often and at least 5 degrees of freedom remain (EmoDB under nested: 15 seeds, 20, and so on): Student's t of what the test speakers' effects leave, as a round of seeds lets them cancel; crossed_t in a crossed plan: Student's t, the variances over the seeds of each stream added up; ending in _cut where an end was moved into the possible range; empty below 3 units and where all are equal. */
  readonly interval: string | null;
  /** lower end of the 95 % interval of the mean for corpora like it: corrected resampled t (Nadeau and Bengio 2003), which adds the ratio of test to training size (utterances, or speakers under nested) to 1 / n, since training parts overlap; empty below 3 units, where all are equal, and where partitions are shared by all studies or crossed; an end of exactly 0 or 1 was cut there. */
  readonly bca_corrected_low: number | null;
  /** upper end of that interval. */
  readonly bca_corrected_high: number | null;
  /** lower end of the 95 % interval of the mean for speakers like these: studies that share a test speaker count as dependent (cluster-robust variance, Cameron, Gelbach and Miller 2011, with Student's t of one less than the number of speakers over those of a part); empty where all studies share one, and below 3 units; an end of exactly 0 or 1 was cut there. */
  readonly bca_speakers_low: number | null;
  /** upper end of that interval. */
  readonly bca_speakers_high: number | null;
  /** standard deviation (n - 1) of the incumbents' BCA. */
  readonly bca_sd: number | null;
  /** lower end of the 95 % interval of that deviation (chi-square, right for normal data); empty below 3 incumbents and where all are equal. */
  readonly bca_sd_low: number | null;
  /** upper end of the interval of the deviation; cut to 0.5 sqrt(n / (n - 1)), the largest deviation of n values within 0 and 1. */
  readonly bca_sd_high: number | null;
  /** median of the incumbents' BCA. */
  readonly bca_median: number | null;
  /** interquartile mean: mean without the lowest and the highest quarter (rounded down). */
  readonly bca_iqm: number | null;
  /** distance of the quartiles of the incumbents' BCA. */
  readonly bca_iqr: number | null;
  /** smallest of the incumbents' BCA. */
  readonly bca_min: number | null;
  /** largest of the incumbents' BCA. */
  readonly bca_max: number | null;
  /** mean of validation minus test BCA of the incumbents; empty without a test part. */
  readonly optimism: number | null;
  /** the same of the mean trial, pruned ones included, which nothing was selected by: easier validation speakers show here. */
  readonly optimism_mean_trial: number | null;
  /** optimism minus optimism_mean_trial: the share that selection has in it. */
  readonly selection_optimism: number | null;
  /** lower end of its 95 % interval over studies, paired, by the method of bca_low. */
  readonly selection_optimism_low: number | null;
  /** upper end. */
  readonly selection_optimism_high: number | null;
  /** mean number of complete trials of a study whose validation BCA is its incumbent's, itself included (n_tied of incumbents.csv): the first of them was taken. */
  readonly n_tied_mean: number | null;
  /** mean of the incumbents' BCA minus that of the linear probe each started from; empty for recipes that do not start from a probe. */
  readonly tuning_gain: number | null;
  /** lower end of its 95 % interval, for this corpus, by the method of bca_low. */
  readonly tuning_gain_low: number | null;
  /** upper end. */
  readonly tuning_gain_high: number | null;
  /** lower end of its 95 % interval for corpora like it, as bca_corrected_low. */
  readonly tuning_gain_corrected_low: number | null;
  /** upper end. */
  readonly tuning_gain_corrected_high: number | null;
  /** lower end of its 95 % interval for speakers like these, as bca_speakers_low. */
  readonly tuning_gain_speakers_low: number | null;
  /** upper end. */
  readonly tuning_gain_speakers_high: number | null;
  /** BCA change for one more correct utterance of the largest class; smaller differences are below resolution. */
  readonly utterance_worth_low: number | null;
  /** the same of the smallest class. */
  readonly utterance_worth_high: number | null;
  /** studies without a complete trial or whose incumbent is collapsed. */
  readonly collapsed_studies: number | null;
  /** trials of all these studies. */
  readonly trials: number | null;
  /** share of trials proposed by the optimizer's model. */
  readonly share_model_based: number | null;
  /** share of trials whose encoder was never trained. */
  readonly share_never_unfrozen: number | null;
  /** share of trials that collapsed. */
  readonly share_collapsed: number | null;
  /** share of trials that were pruned. */
  readonly share_pruned: number | null;
  /** share of trials that failed or diverged. */
  readonly share_failed: number | null;
  /** mean work of a study; in GFLOP. */
  readonly work_mean: number | null;
  /** mean minutes of a study: training, scoring and suggestion time of its trials; in min. */
  readonly minutes_mean: number | null;
  /** mean minutes of a trial; in min. */
  readonly minutes_per_trial: number | null;
}

/** One row is two optimizers on one corpus, protocol, encoder and recipe, with the evidence for a difference between them. The replicate is a pair of studies with the same master seeds, both with a complete trial; differences are the BCA of A's incumbent minus that of B's. Intervals and tests are over units: a pair, or all pairs of one test part where parts repeat, or, in a crossed plan, all pairs of one seed of the stream (search, train or split) over whose seeds the mean difference is least certain. Below 3 units there are no intervals, no p and no verdicts. */
export interface PairwiseRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer A. */
  readonly a: string;
  /** optimizer B, after A by name. */
  readonly b: string;
  /** pairs of studies. */
  readonly n_pairs: number | null;
  /** different parts that these studies are scored on; empty where the record does not hold them. */
  readonly n_test_parts: number | null;
  /** units that means, intervals and tests are over. */
  readonly n_units: number | null;
  /** triples of master seeds left out because at least one of the two has no complete trial. */
  readonly n_unpaired: number | null;
  /** mean difference. */
  readonly difference: number | null;
  /** lower end of the 95 % interval of that mean, for this corpus. */
  readonly difference_low: number | null;
  /** upper end of that interval. */
  readonly difference_high: number | null;
  /** how that interval was made: student_t below 10 units, expanded_bca (bootstrap) from there; two_way_t where every speaker is tested equally often and at least 5 degrees of freedom remain (EmoDB under nested: 15 seeds, 20, and so on): Student's t of what the test speakers' effects leave, as a round of seeds lets them cancel; crossed_t in a crossed plan: Student's t, the variances over the seeds of each stream added up; ending in _cut where an end was moved into the possible range; empty below 3 units and where all are equal. */
  readonly interval: string | null;
  /** standard deviation (n - 1) of the differences. */
  readonly difference_sd: number | null;
  /** two-sided p of the exact Wilcoxon signed-rank test (ties by midranks, zeros after Pratt), in a crossed plan of crossed_t; empty below 3 units. */
  readonly p: number | null;
  /** smallest p attainable with this number of units; if it is above 0.05, no difference can be significant; empty in a crossed plan. */
  readonly p_min: number | null;
  /** p after Holm's adjustment over all rows of this table that have a p: they are read together. */
  readonly p_holm: number | null;
  /** Vargha and Delaney's A12: share of all unpaired comparisons that A wins, ties half. */
  readonly a12: number | null;
  /** P(A > B): share of pairs that A wins, ties half. */
  readonly p_a_better: number | null;
  /** lower end of its 95 % percentile bootstrap interval; empty below 3 units and where all agree. */
  readonly p_a_better_low: number | null;
  /** upper end of that interval. */
  readonly p_a_better_high: number | null;
  /** lower end of Wilson's 95 % interval of P(A > B); empty below 3 units. */
  readonly wilson_low: number | null;
  /** upper end of that interval. */
  readonly wilson_high: number | null;
  /** true where all units agree: the percentile interval would be a single point and is left out; the verdicts, which rest on it, overstate the evidence; use Wilson's interval instead. */
  readonly collapsed_interval: boolean | null;
  /** whether A is better, by the percentile interval of P(A > B) (Bouthillier et al. 2021): not_significant where it reaches down to 0.5, else significant_not_meaningful where it ends at or below 0.75, else significant_and_meaningful; empty below 3 units. */
  readonly verdict_a: string | null;
  /** whether B is better, by P(B > A) in the same words. */
  readonly verdict_b: string | null;
  /** for this corpus: Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength 0.5 at 0, 50000 draws): posterior probability that the most probable of three outcomes is that A is better by more than 0.01 BCA; in a crossed plan the posterior of the mean difference under crossed_t; empty below 3 units. */
  readonly posterior_a_better: number | null;
  /** for this corpus: Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength 0.5 at 0, 50000 draws): posterior probability that the most probable of three outcomes is that they differ by at most 0.01 BCA; in a crossed plan the posterior of the mean difference under crossed_t; empty below 3 units. */
  readonly posterior_equivalent: number | null;
  /** for this corpus: Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength 0.5 at 0, 50000 draws): posterior probability that the most probable of three outcomes is that B is better by more than 0.01 BCA; in a crossed plan the posterior of the mean difference under crossed_t; empty below 3 units. */
  readonly posterior_b_better: number | null;
  /** two-sided p for corpora like it: corrected resampled t (Nadeau and Bengio 2003), which adds the ratio of test to training size (utterances, or speakers under nested) to 1 / n, since training parts overlap; empty below 3 units, where all are equal, and where partitions are shared by all studies or crossed. */
  readonly corrected_p: number | null;
  /** lower end of its 95 % interval of the mean difference, for corpora like it; an end of exactly -1 or 1 was cut there. */
  readonly corrected_low: number | null;
  /** upper end of that interval. */
  readonly corrected_high: number | null;
  /** lower end of the 95 % interval of the mean difference for speakers like these: studies that share a test speaker count as dependent (cluster-robust variance, Cameron, Gelbach and Miller 2011, with Student's t of one less than the number of speakers over those of a part); empty where all studies share one, and below 3 units; an end of exactly -1 or 1 was cut there. */
  readonly speakers_low: number | null;
  /** upper end of that interval. */
  readonly speakers_high: number | null;
  /** pairs needed for a rank-sum test to detect P(A > B) = 0.75 (Noether 1987, both error rates 5 %). */
  readonly n_meaningful: number | null;
  /** pairs needed for 80 % power of the signed-rank test at the observed mean difference (normal differences); a restatement of p, not a plan for a new study; empty below 3 units and where the difference or its deviation is 0. */
  readonly n_for_power: number | null;
}

/** One row is an optimizer on one corpus and protocol with two encoders or with two recipes, with the evidence for a difference between them. The replicate is a pair of studies with the same master seeds, both with a complete trial; differences are the BCA of A's incumbent minus that of B's. Intervals and tests are over units: a pair, or all pairs of one test part where parts repeat, or, in a crossed plan, all pairs of one seed of the stream (search, train or split) over whose seeds the mean difference is least certain. Below 3 units there are no intervals, no p and no verdicts. */
export interface ConditionsRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** optimizer. */
  readonly optimizer: string;
  /** pre-trained encoder, of A. */
  readonly encoder_a: string;
  /** training recipe: all settings that are not tuned, of A. */
  readonly recipe_a: string;
  /** pre-trained encoder, of B. */
  readonly encoder_b: string;
  /** training recipe: all settings that are not tuned, of B. */
  readonly recipe_b: string;
  /** pairs of studies. */
  readonly n_pairs: number | null;
  /** different parts that these studies are scored on; empty where the record does not hold them. */
  readonly n_test_parts: number | null;
  /** units that means, intervals and tests are over. */
  readonly n_units: number | null;
  /** triples of master seeds left out because at least one of the two has no complete trial. */
  readonly n_unpaired: number | null;
  /** mean difference. */
  readonly difference: number | null;
  /** lower end of the 95 % interval of that mean, for this corpus. */
  readonly difference_low: number | null;
  /** upper end of that interval. */
  readonly difference_high: number | null;
  /** how that interval was made: student_t below 10 units, expanded_bca (bootstrap) from there; two_way_t where every speaker is tested equally often and at least 5 degrees of freedom remain (EmoDB under nested: 15 seeds, 20, and so on): Student's t of what the test speakers' effects leave, as a round of seeds lets them cancel; crossed_t in a crossed plan: Student's t, the variances over the seeds of each stream added up; ending in _cut where an end was moved into the possible range; empty below 3 units and where all are equal. */
  readonly interval: string | null;
  /** standard deviation (n - 1) of the differences. */
  readonly difference_sd: number | null;
  /** two-sided p of the exact Wilcoxon signed-rank test (ties by midranks, zeros after Pratt), in a crossed plan of crossed_t; empty below 3 units. */
  readonly p: number | null;
  /** smallest p attainable with this number of units; if it is above 0.05, no difference can be significant; empty in a crossed plan. */
  readonly p_min: number | null;
  /** p after Holm's adjustment over all rows of this table that have a p: they are read together. */
  readonly p_holm: number | null;
  /** Vargha and Delaney's A12: share of all unpaired comparisons that A wins, ties half. */
  readonly a12: number | null;
  /** P(A > B): share of pairs that A wins, ties half. */
  readonly p_a_better: number | null;
  /** lower end of its 95 % percentile bootstrap interval; empty below 3 units and where all agree. */
  readonly p_a_better_low: number | null;
  /** upper end of that interval. */
  readonly p_a_better_high: number | null;
  /** lower end of Wilson's 95 % interval of P(A > B); empty below 3 units. */
  readonly wilson_low: number | null;
  /** upper end of that interval. */
  readonly wilson_high: number | null;
  /** true where all units agree: the percentile interval would be a single point and is left out; the verdicts, which rest on it, overstate the evidence; use Wilson's interval instead. */
  readonly collapsed_interval: boolean | null;
  /** whether A is better, by the percentile interval of P(A > B) (Bouthillier et al. 2021): not_significant where it reaches down to 0.5, else significant_not_meaningful where it ends at or below 0.75, else significant_and_meaningful; empty below 3 units. */
  readonly verdict_a: string | null;
  /** whether B is better, by P(B > A) in the same words. */
  readonly verdict_b: string | null;
  /** for this corpus: Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength 0.5 at 0, 50000 draws): posterior probability that the most probable of three outcomes is that A is better by more than 0.01 BCA; in a crossed plan the posterior of the mean difference under crossed_t; empty below 3 units. */
  readonly posterior_a_better: number | null;
  /** for this corpus: Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength 0.5 at 0, 50000 draws): posterior probability that the most probable of three outcomes is that they differ by at most 0.01 BCA; in a crossed plan the posterior of the mean difference under crossed_t; empty below 3 units. */
  readonly posterior_equivalent: number | null;
  /** for this corpus: Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength 0.5 at 0, 50000 draws): posterior probability that the most probable of three outcomes is that B is better by more than 0.01 BCA; in a crossed plan the posterior of the mean difference under crossed_t; empty below 3 units. */
  readonly posterior_b_better: number | null;
  /** two-sided p for corpora like it: corrected resampled t (Nadeau and Bengio 2003), which adds the ratio of test to training size (utterances, or speakers under nested) to 1 / n, since training parts overlap; empty below 3 units, where all are equal, and where partitions are shared by all studies or crossed. */
  readonly corrected_p: number | null;
  /** lower end of its 95 % interval of the mean difference, for corpora like it; an end of exactly -1 or 1 was cut there. */
  readonly corrected_low: number | null;
  /** upper end of that interval. */
  readonly corrected_high: number | null;
  /** lower end of the 95 % interval of the mean difference for speakers like these: studies that share a test speaker count as dependent (cluster-robust variance, Cameron, Gelbach and Miller 2011, with Student's t of one less than the number of speakers over those of a part); empty where all studies share one, and below 3 units; an end of exactly -1 or 1 was cut there. */
  readonly speakers_low: number | null;
  /** upper end of that interval. */
  readonly speakers_high: number | null;
  /** pairs needed for a rank-sum test to detect P(A > B) = 0.75 (Noether 1987, both error rates 5 %). */
  readonly n_meaningful: number | null;
  /** pairs needed for 80 % power of the signed-rank test at the observed mean difference (normal differences); a restatement of p, not a plan for a new study; empty below 3 units and where the difference or its deviation is 0. */
  readonly n_for_power: number | null;
}

/** One row is an optimizer compared with itself (A/A), so that every difference found is a false positive. Its studies with a complete trial are split in halves in every way, or in 2000 drawn ways where there are more, and the halves, paired in the order of seeds, are compared as two optimizers are. Shares are over these ways. They reuse the same few results, so they have no interval; a share near 0.05 or below means that the test keeps its level. */
export interface SelfRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** studies with a complete trial. */
  readonly n_incumbents: number | null;
  /** studies in each half; an odd last one is left out. */
  readonly n_half: number | null;
  /** ways that were compared. */
  readonly n_ways: number | null;
  /** whether these are all there are. */
  readonly all_ways: boolean | null;
  /** share of ways in which the signed-rank test finds a difference at 0.05; always 0 below 6 studies per half. */
  readonly false_signed_rank: number | null;
  /** share of ways in which the paired t test finds a difference at 0.05; empty below 2 studies per half. */
  readonly false_paired_t: number | null;
}

/** One row is an optimizer's mean rank among the optimizers on one corpus, protocol, encoder and recipe. The replicate (a block of Friedman's test) is a triple of master seeds under which every optimizer has a complete trial, or the means of all triples of one test part where parts repeat; optimizers are ranked by the BCA of their incumbents, 1 is best. The critical difference stands in place of an interval; it and all p are empty below 3 blocks and in a crossed plan, whose blocks depend on each other. A mean rank changes when an optimizer is added. */
export interface RanksRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** blocks that are ranked. */
  readonly n_blocks: number | null;
  /** triples left out, since an optimizer has no complete trial under them. */
  readonly n_incomplete: number | null;
  /** optimizers ranked. */
  readonly n_optimizers: number | null;
  /** mean rank of the optimizer, ties by midranks. */
  readonly mean_rank: number | null;
  /** Nemenyi's critical difference at 0.05 over all pairs of optimizers of this condition: those whose mean ranks lie further apart differ. */
  readonly critical_difference: number | null;
  /** Friedman's statistic, corrected for ties; empty where every block is tied. */
  readonly chi_square: number | null;
  /** its p-value. */
  readonly p: number | null;
  /** Iman and Davenport's F; empty in one block and where all blocks agree. */
  readonly f: number | null;
  /** its p-value. */
  readonly f_p: number | null;
  /** f_p after Holm's adjustment over all tests of this table, one for each corpus, protocol, encoder and recipe. */
  readonly f_p_holm: number | null;
  /** Kendall's concordance of the blocks, from 0 to 1. */
  readonly kendall_w: number | null;
}

/** One row is a source of variance of an optimizer's BCA. The replicate is a study; master seeds of all three or of two of search, training and split are crossed, or one of them varies alone and the row is its variance. Components are ANOVA estimates of the random model, equal to REML where none is negative; they are empty while a study of a crossed plan has no complete trial. Intervals are over the seeds, for normal effects, and very wide with few levels. Other plans, such as those in which all streams follow one master seed, have no rows: they cannot tell these sources apart. */
export interface VarianceRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** search, training, split, an interaction of two, or residual (the interaction of all streams that vary, together with noise). */
  readonly source: string;
  /** levels of search x training x split. */
  readonly design: string | null;
  /** studies. */
  readonly n_studies: number | null;
  /** studies with a complete trial. */
  readonly n_incumbents: number | null;
  /** mean BCA of their incumbents. */
  readonly bca_mean: number | null;
  /** degrees of freedom of the source. */
  readonly df: number | null;
  /** component of variance; may be estimated below 0, which means that it is small. */
  readonly component: number | null;
  /** lower end of its 95 % interval (generalised, by simulation of mean squares; of a stream alone: chi-square), cut to 0; empty where nothing varies and, of a stream alone, below 3 studies. */
  readonly component_low: number | null;
  /** upper end of that interval, cut to 0.25, the largest variance of values within 0 and 1. */
  readonly component_high: number | null;
  /** its square root, in units of BCA; 0 where the component is negative. */
  readonly sd: number | null;
  /** whether the component was estimated below 0. */
  readonly negative: boolean | null;
  /** share of the sum of all components, negative ones counted as 0; empty where one stream varies alone. */
  readonly share: number | null;
  /** lower end of its 95 % interval; empty where it has no width. */
  readonly share_low: number | null;
  /** upper end of that interval. */
  readonly share_high: number | null;
}

/** One row is an optimizer and a number k of trials. Of a study with an incumbent, k of its finished trials are drawn at random without replacement, and the one with the best validation BCA is selected, the first on ties. A pruned trial counts among the k and is selected only where no complete one is drawn, so that what pruning cut short is not hidden; a failed trial counts and is never selected; draws of failed trials alone are left out. For independent trials (random search) this is the expected result of a search of k trials; at all trials of a study it is its incumbent, bca_mean of summary.csv. Means and intervals are over units: a study, or all studies of one test part where parts repeat, or, in a crossed plan, all of one seed of the stream (search, train or split) over whose seeds the mean is least certain. */
export interface BestOfKRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** trials drawn. */
  readonly k: number;
  /** studies. */
  readonly n_studies: number | null;
  /** studies with an incumbent and at least k finished trials; means are over these. */
  readonly n_with_k: number | null;
  /** mean of the expected BCA of the trial selected, on the part that counts (test, else validation); the mean over all draws (Tang et al. 2020). */
  readonly expected_best: number | null;
  /** lower end of the 95 % interval of that mean, cut to 0. */
  readonly expected_best_low: number | null;
  /** upper end of that interval, cut to 1. */
  readonly expected_best_high: number | null;
  /** how that interval was made: student_t below 10 units, expanded_bca (bootstrap) from there; two_way_t where every speaker is tested equally often and at least 5 degrees of freedom remain (EmoDB under nested: 15 seeds, 20, and so on): Student's t of what the test speakers' effects leave, as a round of seeds lets them cancel; crossed_t in a crossed plan: Student's t, the variances over the seeds of each stream added up; ending in _cut where an end was moved into the possible range; empty below 3 units and where all are equal. */
  readonly interval: string | null;
  /** mean of the expected validation BCA of the trial selected. */
  readonly expected_validation: number | null;
  /** mean of the expected best test BCA of k trials, as if test parts could be selected on; empty without a test part. */
  readonly expected_oracle: number | null;
  /** expected_oracle minus expected_best: what is lost because trials are selected by validation; empty without a test part. */
  readonly selection_tax: number | null;
  /** mean BCA of the trials that have one, on the part that counts: what a trial drawn at random gives. */
  readonly mean_trial: number | null;
}

/** One row is an optimizer, a threshold of BCA and the cost until the incumbent reaches it, in trials or in work. Median, restricted mean, tau and expected running time are in the unit of the measure (trials or GFLOP). The replicate is a study; a study that never reaches the threshold is censored at its end, never dropped. Means and intervals are over studies. The threshold applies to the validation BCA of complete trials and is reached at the end of a trial. */
export interface ThresholdsRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** validation BCA to be reached. */
  readonly threshold: number;
  /** unit of the cost: trials, work (GFLOP) or minutes. */
  readonly measure: "trials" | "work" | "minutes";
  /** studies. */
  readonly n_studies: number | null;
  /** studies that reached the threshold. */
  readonly reached: number | null;
  /** studies that ended before reaching it, including those without a complete trial. */
  readonly censored: number | null;
  /** Kaplan-Meier median; empty where the curve does not fall to one half. */
  readonly median: number | null;
  /** restricted mean: the area under the Kaplan-Meier curve up to tau; empty where no study reaches the threshold by then. */
  readonly restricted_mean: number | null;
  /** lower end of its 95 % interval (Student's t of Greenwood's error), cut to 0; empty below 10 studies and where it has no width. */
  readonly restricted_mean_low: number | null;
  /** upper end of that interval, cut to tau. */
  readonly restricted_mean_high: number | null;
  /** where the restricted mean ends: the smallest total cost of any study of this optimizer and of random search (studies without cost left aside), so that each was observed up to it; center and probe, which have one trial, do not shorten it: one that misses the threshold counts as not there up to tau. It differs between optimizers: compare each with random search, or use reached.csv. */
  readonly tau: number | null;
  /** studies that reached the threshold by tau; below n_studies the restricted mean is too small. */
  readonly reached_by_tau: number | null;
  /** expected running time with restarts (Hansen et al. 2012): total cost of all studies divided by the number that reached the threshold; empty where none did. */
  readonly expected_running: number | null;
  /** lower end of its 95 % percentile bootstrap interval over studies; empty below 3. */
  readonly expected_running_low: number | null;
  /** upper end of that interval; empty also where it is infinite. */
  readonly expected_running_high: number | null;
  /** share of resamples in which no study reaches the threshold; from 0.025 on the interval has no upper end. */
  readonly expected_running_infinite: number | null;
  /** restricted mean divided by that of random search, up to the same tau and over pairs of studies with the same master seeds; empty without random search and where either never reaches the threshold by tau. */
  readonly ratio_to_random: number | null;
  /** lower end of its 95 % interval (expanded BCa bootstrap of its logarithm over these pairs); empty below 3 and where it has no width. */
  readonly ratio_low: number | null;
  /** upper end of that interval. */
  readonly ratio_high: number | null;
}

/** One row is an optimizer, a threshold of BCA and the minutes of training, scoring and suggestion until the incumbent reaches it. The replicate is a study; a study that never reaches the threshold is censored at its end, never dropped. Means and intervals are over studies. The threshold applies to the validation BCA of complete trials and is reached at the end of a trial. */
export interface ThresholdMinutesRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** validation BCA to be reached. */
  readonly threshold: number;
  /** unit of the cost: trials, work (GFLOP) or minutes. */
  readonly measure: "trials" | "work" | "minutes";
  /** studies. */
  readonly n_studies: number | null;
  /** studies that reached the threshold. */
  readonly reached: number | null;
  /** studies that ended before reaching it, including those without a complete trial. */
  readonly censored: number | null;
  /** Kaplan-Meier median; empty where the curve does not fall to one half; in min. */
  readonly median: number | null;
  /** restricted mean: the area under the Kaplan-Meier curve up to tau; empty where no study reaches the threshold by then; in min. */
  readonly restricted_mean: number | null;
  /** lower end of its 95 % interval (Student's t of Greenwood's error), cut to 0; empty below 10 studies and where it has no width; in min. */
  readonly restricted_mean_low: number | null;
  /** upper end of that interval, cut to tau; in min. */
  readonly restricted_mean_high: number | null;
  /** where the restricted mean ends: the smallest total cost of any study of this optimizer and of random search (studies without cost left aside), so that each was observed up to it; center and probe, which have one trial, do not shorten it: one that misses the threshold counts as not there up to tau. It differs between optimizers: compare each with random search, or use reached.csv; in min. */
  readonly tau: number | null;
  /** studies that reached the threshold by tau; below n_studies the restricted mean is too small. */
  readonly reached_by_tau: number | null;
  /** expected running time with restarts (Hansen et al. 2012): total cost of all studies divided by the number that reached the threshold; empty where none did; in min. */
  readonly expected_running: number | null;
  /** lower end of its 95 % percentile bootstrap interval over studies; empty below 3; in min. */
  readonly expected_running_low: number | null;
  /** upper end of that interval; empty also where it is infinite; in min. */
  readonly expected_running_high: number | null;
  /** share of resamples in which no study reaches the threshold; from 0.025 on the interval has no upper end. */
  readonly expected_running_infinite: number | null;
  /** restricted mean divided by that of random search, up to the same tau and over pairs of studies with the same master seeds; empty without random search and where either never reaches the threshold by tau. */
  readonly ratio_to_random: number | null;
  /** lower end of its 95 % interval (expanded BCa bootstrap of its logarithm over these pairs); empty below 3 and where it has no width. */
  readonly ratio_low: number | null;
  /** upper end of that interval. */
  readonly ratio_high: number | null;
}

/** One row is a step of the share of an optimizer's studies whose incumbent has reached a validation BCA, against what they spent (an empirical distribution function; no horizon is needed). The last row of a threshold is at the largest total cost. The replicate is a study; one that ends without reaching it counts as not there. */
export interface ReachedRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** validation BCA to be reached. */
  readonly threshold: number;
  /** unit of the cost: trials or work (GFLOP). */
  readonly measure: "trials" | "work";
  /** cost up to which is counted. */
  readonly spent: number;
  /** studies. */
  readonly n_studies: number | null;
  /** studies that had reached it. */
  readonly reached: number | null;
  /** their share. */
  readonly share: number | null;
  /** lower end of its pointwise 95 % interval (Wilson's). */
  readonly share_low: number | null;
  /** upper end. */
  readonly share_high: number | null;
}

/** One row is an optimizer and a figure of Tables 3 to 5 of arXiv 2510.07052, with what the run found. Only EmoDB under protocol paper has rows, because the paper has no other figures of this kind. Studies are followed as long as the paper followed its optimizer: 15 trials, 143 of the grid; those with fewer count only where they exceeded a threshold. The paper gives one run of each optimizer, so its figure has no interval. optuna-* stand beside Optuna, hyperopt-* beside Hyperopt, ax-* beside Ax and grid* beside the grid, whatever their version. The encoder, the recipe and the machine are not the paper's. Of Table 6 only the BCA of EmoDB, which is that of Ax, has a counterpart: a plan does no transfer. */
export interface PublishedRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** method of the paper. */
  readonly method: "Optuna" | "Hyperopt" | "Ax" | "grid";
  /** trial_above_0.8 and trial_above_0.9 (Table 3: trial at whose end BCA first exceeds it, from 1), bca (Tables 4 and 5: best BCA), lr, num_epochs, unfreeze_epoch and max_length in samples (Table 4: configuration of the best trial). */
  readonly quantity: string;
  /** the paper's figure. */
  readonly published: number;
  /** studies of the optimizer. */
  readonly n_studies: number | null;
  /** studies that have the quantity: those that exceeded the threshold, or those with as many trials as the paper's, one of them complete. */
  readonly n: number | null;
  /** how studies are put together: mean; median for configurations; and for what a threshold took Kaplan and Meier's median, in which a study that never exceeds it is censored at its end. */
  readonly statistic: "mean" | "median" | null;
  /** mean or median over studies; empty where no study has the quantity, or too few exceeded the threshold. */
  readonly ours: number | null;
  /** lower end of the 95 % interval of a mean, of BCA cut to 0; empty for medians and below 3 values. */
  readonly ours_low: number | null;
  /** upper end of that interval, of BCA cut to 1. */
  readonly ours_high: number | null;
  /** how the interval was made: student_t below 10 values, expanded_bca (bootstrap) from there; ending in _cut where an end was moved into the range of BCA. */
  readonly interval: string | null;
  /** smallest value of a study. */
  readonly ours_min: number | null;
  /** largest value of a study. */
  readonly ours_max: number | null;
  /** ours - published. */
  readonly difference: number | null;
}

/** One row is an optimizer and a figure of Tables 3 to 5 of arXiv 2510.07052 that depends on the clock, with what the run took for training, scoring and suggestion. Only EmoDB under protocol paper has rows, because the paper has no other figures of this kind. Studies are followed as long as the paper followed its optimizer: 15 trials, 143 of the grid; those with fewer count only where they exceeded a threshold. The paper gives one run of each optimizer, so its figure has no interval. optuna-* stand beside Optuna, hyperopt-* beside Hyperopt, ax-* beside Ax and grid* beside the grid, whatever their version. The encoder, the recipe and the machine are not the paper's. Of Table 6 only the BCA of EmoDB, which is that of Ax, has a counterpart: a plan does no transfer. */
export interface PublishedMinutesRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** method of the paper. */
  readonly method: "Optuna" | "Hyperopt" | "Ax" | "grid";
  /** minutes_above_0.8 and minutes_above_0.9 (Table 3: minutes to the end of the trial at which BCA first exceeds it), minutes (Tables 4 and 5: minutes to the end of the best trial), efficiency (Table 5: best BCA over these minutes, in 1/min). */
  readonly quantity: string;
  /** the paper's figure. */
  readonly published: number;
  /** studies of the optimizer. */
  readonly n_studies: number | null;
  /** studies that have the quantity: those that exceeded the threshold, or those with as many trials as the paper's, one of them complete. */
  readonly n: number | null;
  /** how studies are put together: mean; median for configurations; and for what a threshold took Kaplan and Meier's median, in which a study that never exceeds it is censored at its end. */
  readonly statistic: "mean" | "median" | null;
  /** mean or median over studies; empty where no study has the quantity, or too few exceeded the threshold. */
  readonly ours: number | null;
  /** lower end of the 95 % interval of a mean, of BCA cut to 0; empty for medians and below 3 values. */
  readonly ours_low: number | null;
  /** upper end of that interval, of BCA cut to 1. */
  readonly ours_high: number | null;
  /** how the interval was made: student_t below 10 values, expanded_bca (bootstrap) from there; ending in _cut where an end was moved into the range of BCA. */
  readonly interval: string | null;
  /** smallest value of a study. */
  readonly ours_min: number | null;
  /** largest value of a study. */
  readonly ours_max: number | null;
  /** ours - published. */
  readonly difference: number | null;
}

/** One row is an optimizer and the time that its searches take. The replicate is a study; means are over studies or over their trials, as each column says, and have no intervals. Seconds are of the clock while a trial trains, is scored or is proposed, summed over trials: trials that run side by side count in full, and a reused trial counts what it took when it ran. */
export interface TimingRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** studies. */
  readonly n_studies: number | null;
  /** their trials. */
  readonly n_trials: number | null;
  /** studies with a complete trial; bca_per_minute is over these. */
  readonly n_incumbents: number | null;
  /** mean time to propose a trial and to process the result of the last one; in ms. */
  readonly suggest_ms: number | null;
  /** mean time of training of a trial; in s. */
  readonly train_s: number | null;
  /** mean time of scoring of a trial; in s. */
  readonly eval_s: number | null;
  /** share of all time spent on proposals. */
  readonly share_suggest: number | null;
  /** share of all time spent on training. */
  readonly share_train: number | null;
  /** mean minutes of a study; in min. */
  readonly minutes_study: number | null;
  /** work of all trials divided by the time of training and scoring; in GFLOP/s. */
  readonly work_rate: number | null;
  /** mean over studies of the incumbent's BCA divided by the minutes up to its trial, as arXiv 2510.07052 defines efficiency; the ratio rewards stopping early and is no measure of quality; in 1/min. */
  readonly bca_per_minute: number | null;
}

/** One row is an optimizer and a kind of configuration, and how often its trials collapse. The replicate is a scored trial of any of its studies; a trial is collapsed when it predicts one class alone or scores at or below chance on the validation part. Trials of one study depend on each other, so the intervals, which are over trials, are somewhat too narrow. */
export interface CollapseRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** lr (of trials that train the encoder), unfrozen (whether they do), num_epochs, max_length, or all (every trial). */
  readonly parameter: string;
  /** its value; of lr where the half decade begins that it lies in; of unfrozen 1 where the encoder is trained, else 0; of all 0. */
  readonly level_from: number;
  /** the same in words; a half decade holds its lower end. */
  readonly level: string;
  /** trials that were scored. */
  readonly n_trials: number | null;
  /** trials that failed or diverged before they were scored, beside these. */
  readonly n_unscored: number | null;
  /** scored trials that collapsed. */
  readonly collapsed: number | null;
  /** their share; empty where no trial was scored. */
  readonly rate: number | null;
  /** lower end of Wilson's 95 % interval. */
  readonly rate_low: number | null;
  /** upper end of that interval. */
  readonly rate_high: number | null;
}

/** One row is one trial: a configuration, trained and scored. */
export interface TrialsRow {
  /** key of the study: corpus/protocol/encoder/recipe/optimizer/s and its master seed, or the three (search-train-split) where they differ. */
  readonly study: string;
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** master seed of the optimizer's draws; 0 where the plan does not vary it. */
  readonly search_master: number;
  /** master seed of the head's initialisation and of the order of utterances; 0 where the plan does not vary it. */
  readonly train_master: number;
  /** master seed of the partition; 0 where the plan does not vary it. */
  readonly split_master: number;
  /** number of the trial in its study, from 0. */
  readonly trial: number;
  /** seed handed to the optimizer. */
  readonly search_seed: number;
  /** seed of the partition. */
  readonly split_seed: number;
  /** seed of the head's initialisation and of the order of utterances. */
  readonly train_seed: number;
  /** part of the optimizer that proposed it: startup, model, grid or random; center is the middle of the space, probe the linear probe alone. */
  readonly phase: string;
  /** peak learning rate of AdamW, head and encoder alike; empty for a probe, like the epochs. */
  readonly lr: number | null;
  /** epochs in all, frozen ones included; in epochs. */
  readonly num_epochs: number | null;
  /** epoch (from 0) from which the encoder is trained; in epochs. */
  readonly unfreeze_epoch: number | null;
  /** longest audio used; in samples at 16 kHz. */
  readonly max_length: number | null;
  /** complete, pruned, failed or diverged. */
  readonly state: "complete" | "pruned" | "failed" | "diverged";
  /** why it is not complete. */
  readonly reason: string | null;
  /** predicts one class only, or scores at or below chance. */
  readonly collapsed: boolean | null;
  /** the encoder was not trained: unfreeze_epoch at or above num_epochs, or a probe. */
  readonly never_unfrozen: boolean;
  /** balanced class accuracy (unweighted average recall) on the validation part after the last epoch. */
  readonly bca_validation: number | null;
  /** the same on the test part; empty where the protocol has none. */
  readonly bca_test: number | null;
  /** the figure that counts: bca_test where the protocol has a test part, else bca_validation. */
  readonly bca: number | null;
  /** part that bca is of: validation or test. */
  readonly scored_on: string | null;
  /** bca_validation of the linear probe that the head started from; empty where it started otherwise. */
  readonly bca_validation_start: number | null;
  /** bca_test of the same probe. */
  readonly bca_test_start: number | null;
  /** share of utterances of the part that bca is of that are right. */
  readonly accuracy: number | null;
  /** mean F1 over the classes of the part that bca is of. */
  readonly macro_f1: number | null;
  /** classes without an utterance in the reported part, left out of the means. */
  readonly absent_classes: number | null;
  /** epochs that were run; in epochs. */
  readonly epochs_run: number;
  /** whether an equal trial (same part, encoder, recipe, configuration and training seed, not stopped early) comes earlier in the plan: both were trained once; time and work are those of that training. */
  readonly reused: boolean;
  /** multiply-adds x 2 of every matrix product, including what caches saved; in GFLOP. */
  readonly work: number;
  /** time of training; in s. */
  readonly train_s: number;
  /** time of scoring; in s. */
  readonly eval_s: number;
  /** time the optimizer took to propose it; in s. */
  readonly suggest_s: number;
}

/** One row is one epoch of a trial. */
export interface EpochsRow {
  /** key of the study: corpus/protocol/encoder/recipe/optimizer/s and its master seed, or the three (search-train-split) where they differ. */
  readonly study: string;
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** master seed of the optimizer's draws; 0 where the plan does not vary it. */
  readonly search_master: number;
  /** master seed of the head's initialisation and of the order of utterances; 0 where the plan does not vary it. */
  readonly train_master: number;
  /** master seed of the partition; 0 where the plan does not vary it. */
  readonly split_master: number;
  /** number of the trial in its study, from 0. */
  readonly trial: number;
  /** number of the epoch, from 0. */
  readonly epoch: number;
  /** only the head was trained. */
  readonly frozen: boolean | null;
  /** learning rate of the epoch (cosine schedule). */
  readonly lr: number | null;
  /** mean cross-entropy over the training utterances, before each step; in nats. */
  readonly train_loss: number | null;
  /** mean cross-entropy on the validation part; in nats. */
  readonly loss_validation: number | null;
  /** balanced class accuracy on the validation part. */
  readonly bca_validation: number | null;
  /** mean 2-norm of the gradient over all trained weights, before clipping. */
  readonly gradient_norm: number | null;
  /** multiply-adds x 2 of every matrix product of the epoch; in GFLOP. */
  readonly work: number | null;
  /** time of training; in s. */
  readonly train_s: number | null;
  /** time of scoring; in s. */
  readonly eval_s: number | null;
}

/** One row is the best trial of a study (by validation BCA, first on ties) after so many trials in the order of their numbers. */
export interface IncumbentsRow {
  /** key of the study: corpus/protocol/encoder/recipe/optimizer/s and its master seed, or the three (search-train-split) where they differ. */
  readonly study: string;
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** master seed of the optimizer's draws; 0 where the plan does not vary it. */
  readonly search_master: number;
  /** master seed of the head's initialisation and of the order of utterances; 0 where the plan does not vary it. */
  readonly train_master: number;
  /** master seed of the partition; 0 where the plan does not vary it. */
  readonly split_master: number;
  /** trials finished so far. */
  readonly trials: number;
  /** number of the best trial so far. */
  readonly incumbent: number | null;
  /** balanced class accuracy (unweighted average recall) on the validation part after the last epoch. */
  readonly bca_validation: number | null;
  /** the same on the test part; empty where the protocol has none. */
  readonly bca_test: number | null;
  /** the figure that counts: bca_test where the protocol has a test part, else bca_validation. */
  readonly bca: number | null;
  /** part that bca is of: validation or test. */
  readonly scored_on: string | null;
  /** complete trials so far whose bca_validation is the incumbent's, itself included. */
  readonly n_tied: number | null;
  /** mean bca of these: what choosing among them at random is expected to give. */
  readonly tied_bca_mean: number | null;
  /** work of all trials so far; in GFLOP. */
  readonly work: number | null;
  /** training, scoring and suggestion time of all trials so far; in min. */
  readonly minutes: number | null;
}

/** One row is an optimizer after so many trials. The replicate is a study that has a complete trial by then; intervals are pointwise. Means and intervals are over units: a study, or all studies of one test part where parts repeat, or, in a crossed plan, all of one seed of the stream (search, train or split) over whose seeds the mean is least certain. */
export interface CurvesRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** trials finished in each study. */
  readonly trials: number;
  /** studies that have had so many trials. */
  readonly n_studies: number | null;
  /** those with a complete trial by then; means are over these. */
  readonly n_incumbents: number | null;
  /** different parts that these are scored on; empty where the record does not hold them. */
  readonly n_test_parts: number | null;
  /** units that means and their intervals are over. */
  readonly n_units: number | null;
  /** mean BCA of the incumbents on the validation part. */
  readonly validation_mean: number | null;
  /** lower end of the 95 % interval of that mean, for this corpus. */
  readonly validation_low: number | null;
  /** upper end of that interval. */
  readonly validation_high: number | null;
  /** how that interval was made: student_t below 10 units, expanded_bca (bootstrap) from there; two_way_t where every speaker is tested equally often and at least 5 degrees of freedom remain (EmoDB under nested: 15 seeds, 20, and so on): Student's t of what the test speakers' effects leave, as a round of seeds lets them cancel; crossed_t in a crossed plan: Student's t, the variances over the seeds of each stream added up; ending in _cut where an end was moved into the possible range; empty below 3 units and where all are equal. */
  readonly validation_interval: string | null;
  /** lower end of the 95 % interval of the mean for corpora like it: corrected resampled t (Nadeau and Bengio 2003), which adds the ratio of test to training size (utterances, or speakers under nested) to 1 / n, since training parts overlap; empty below 3 units, where all are equal, and where partitions are shared by all studies or crossed; an end of exactly 0 or 1 was cut there. */
  readonly validation_corrected_low: number | null;
  /** upper end of that interval. */
  readonly validation_corrected_high: number | null;
  /** mean BCA of the incumbents on the part that counts: test where the protocol has one, else validation. */
  readonly bca_mean: number | null;
  /** lower end of the 95 % interval of that mean, for this corpus. */
  readonly bca_low: number | null;
  /** upper end of that interval. */
  readonly bca_high: number | null;
  /** how that interval was made: student_t below 10 units, expanded_bca (bootstrap) from there; two_way_t where every speaker is tested equally often and at least 5 degrees of freedom remain (EmoDB under nested: 15 seeds, 20, and so on): Student's t of what the test speakers' effects leave, as a round of seeds lets them cancel; crossed_t in a crossed plan: Student's t, the variances over the seeds of each stream added up; ending in _cut where an end was moved into the possible range; empty below 3 units and where all are equal. */
  readonly bca_interval: string | null;
  /** lower end of the 95 % interval of the mean for corpora like it: corrected resampled t (Nadeau and Bengio 2003), which adds the ratio of test to training size (utterances, or speakers under nested) to 1 / n, since training parts overlap; empty below 3 units, where all are equal, and where partitions are shared by all studies or crossed; an end of exactly 0 or 1 was cut there. */
  readonly bca_corrected_low: number | null;
  /** upper end of that interval. */
  readonly bca_corrected_high: number | null;
}

/** One row is one part of a study's partition, with what it shares with the other parts. */
export interface SplitsRow {
  /** key of the study: corpus/protocol/encoder/recipe/optimizer/s and its master seed, or the three (search-train-split) where they differ. */
  readonly study: string;
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** master seed of the optimizer's draws; 0 where the plan does not vary it. */
  readonly search_master: number;
  /** master seed of the head's initialisation and of the order of utterances; 0 where the plan does not vary it. */
  readonly train_master: number;
  /** master seed of the partition; 0 where the plan does not vary it. */
  readonly split_master: number;
  /** seed of the partition. */
  readonly split_seed: number | null;
  /** name of the part. */
  readonly part: string;
  /** utterances in it. */
  readonly utterances: number | null;
  /** utterances of anger; empty where the corpus has no such class. */
  readonly anger: number | null;
  /** utterances of boredom; empty where the corpus has no such class. */
  readonly boredom: number | null;
  /** utterances of calm; empty where the corpus has no such class. */
  readonly calm: number | null;
  /** utterances of disgust; empty where the corpus has no such class. */
  readonly disgust: number | null;
  /** utterances of fear; empty where the corpus has no such class. */
  readonly fear: number | null;
  /** utterances of happiness; empty where the corpus has no such class. */
  readonly happiness: number | null;
  /** utterances of neutral; empty where the corpus has no such class. */
  readonly neutral: number | null;
  /** utterances of sadness; empty where the corpus has no such class. */
  readonly sadness: number | null;
  /** utterances of surprise; empty where the corpus has no such class. */
  readonly surprise: number | null;
  /** utterances of each class that has no column, as a list of class=number. */
  readonly other_classes: string | null;
  /** its speakers. */
  readonly speakers: string | null;
  /** different sentences in it. */
  readonly sentences: number | null;
  /** its speakers that are in another part too. */
  readonly shared_speakers: number | null;
  /** its sentences that are in another part too. */
  readonly shared_sentences: number | null;
  /** its recordings whose very samples are in another part too. */
  readonly shared_recordings: number | null;
  /** its recordings of which another part has another take: same speaker, sentence and emotion. */
  readonly shared_takes: number | null;
}

/** One row is a class, or the mean over classes (balanced), of an optimizer on a corpus whose listeners are known. Predictions are those of each study's incumbent on the part that counts (test, else validation), averaged over studies for each utterance. Intervals are over speakers (each left out in turn), for these models; none is over listeners, whom the data do not identify. */
export interface ListenersRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** class of the utterances; balanced: mean over the classes that were tested. */
  readonly class: string;
  /** studies whose incumbents are averaged. */
  readonly n_studies: number | null;
  /** different utterances that were tested and heard. */
  readonly n_utterances: number | null;
  /** speakers of these utterances; below 5 there are no intervals. */
  readonly n_speakers: number | null;
  /** true where the released recordings were chosen by these very answers: listeners and released are then inflated, and a test against their majority would weigh the model's mistakes alone. */
  readonly listeners_selected: boolean | null;
  /** listeners' recall on all recordings of the listening test, before any selection. */
  readonly test: number | null;
  /** lower end of the 95 % interval of test: delete-one jackknife over speakers with Student's t; empty below 5 speakers. */
  readonly test_low: number | null;
  /** upper end of the interval of test. */
  readonly test_high: number | null;
  /** recordings behind test. */
  readonly test_n: number | null;
  /** listeners' recall on the published recordings; where these were chosen by the same listeners, the figure is inflated. */
  readonly released: number | null;
  /** lower end of the 95 % interval of released: delete-one jackknife over speakers with Student's t; empty below 5 speakers. */
  readonly released_low: number | null;
  /** upper end of the interval of released. */
  readonly released_high: number | null;
  /** recordings behind released. */
  readonly released_n: number | null;
  /** listeners' recall on the utterances that were tested, each utterance's share of right answers with equal weight. */
  readonly listeners: number | null;
  /** lower end of the 95 % interval of listeners, cut to 0: delete-one jackknife over speakers with Student's t; empty below 5 speakers. */
  readonly listeners_low: number | null;
  /** upper end of the interval of listeners, cut to 1. */
  readonly listeners_high: number | null;
  /** the model's recall on the same utterances, each utterance's share of right studies with equal weight. */
  readonly model: number | null;
  /** lower end of the 95 % interval of model, cut to 0: delete-one jackknife over speakers with Student's t; empty below 5 speakers. */
  readonly model_low: number | null;
  /** upper end of the interval of model, cut to 1. */
  readonly model_high: number | null;
  /** model minus listeners, paired by utterance. */
  readonly difference: number | null;
  /** lower end of the 95 % interval of difference, cut to -1: delete-one jackknife over speakers with Student's t; empty below 5 speakers. */
  readonly difference_low: number | null;
  /** upper end of the interval of difference, cut to 1. */
  readonly difference_high: number | null;
  /** utterances with a verdict of both: the model right in more, or less, than half of its studies, the intended emotion first, or not first, among the listeners' answers; other utterances are left out; empty where listeners_selected. */
  readonly mcnemar_n: number | null;
  /** of these, recognised by the model only. */
  readonly model_only: number | null;
  /** of these, recognised by the listeners' majority only. */
  readonly listeners_only: number | null;
  /** exact two-sided McNemar test of the last two columns; the balanced row counts all utterances alike. */
  readonly mcnemar_p: number | null;
  /** Spearman's rank correlation over utterances of the model's mean probability of the right class with the listeners' rate: positive where the model fails on the utterances on which listeners fail; the balanced row takes all utterances together. */
  readonly correlation: number | null;
  /** lower end of the 95 % interval of the correlation (Fisher's transform with the error of Bonett and Wright). */
  readonly correlation_low: number | null;
  /** upper end of the interval of the correlation. */
  readonly correlation_high: number | null;
  /** two-sided p-value of the correlation, by Student's t. */
  readonly correlation_p: number | null;
}

/** One row is a pair of classes, of an optimizer on a corpus: utterances of the first that were answered as the second, by each study's incumbent on the part that counts (test, else validation). Shares are means over utterances, so that the shares of a class sum to 1 and its own share is the recall in listeners.csv. */
export interface ConfusionRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** class of the utterances. */
  readonly class: string;
  /** class they are taken for. */
  readonly answer: string;
  /** studies whose incumbents are counted. */
  readonly n_studies: number | null;
  /** different utterances of the class that were tested. */
  readonly n_utterances: number | null;
  /** predictions of this answer, over utterances and studies. */
  readonly predictions: number | null;
  /** the model's share of this answer: mean over utterances of the share of studies. */
  readonly model: number | null;
  /** the listeners' share of this answer: mean over the same utterances of the share of votes; of EmoDB only right answers are known; empty without listeners. */
  readonly listeners: number | null;
}

/** One row is an utterance of the part that counts (test, else validation) that an optimizer's incumbents were scored on. Means are over the studies that tested it. */
export interface UtterancesRow {
  /** corpus trained and scored on. */
  readonly corpus: string;
  /** partition of the corpus into training, validation and test parts. */
  readonly protocol: string;
  /** pre-trained encoder. */
  readonly encoder: string;
  /** training recipe: all settings that are not tuned. */
  readonly recipe: string;
  /** optimizer. */
  readonly optimizer: string;
  /** utterance, as the corpus names it. */
  readonly utterance: string;
  /** its class. */
  readonly class: string | null;
  /** studies that tested it. */
  readonly n_tested: number | null;
  /** share of these that predicted its class. */
  readonly hit_rate: number | null;
  /** mean of their probabilities of its class. */
  readonly probability: number | null;
  /** share of listeners who named its class; empty without listeners. */
  readonly listener_rate: number | null;
  /** answers of listeners; empty without listeners and for EmoDB, which had 20 or 21. */
  readonly listener_votes: number | null;
  /** its class got more of the listeners' answers than any other; empty where it ties for first place or the votes are unknown. */
  readonly listeners_right: boolean | null;
}

/** The row of each table by the table's name. */
export interface TableRows {
  /** Of `summary.csv`. */
  readonly summary: SummaryRow;
  /** Of `pairwise.csv`. */
  readonly pairwise: PairwiseRow;
  /** Of `conditions.csv`. */
  readonly conditions: ConditionsRow;
  /** Of `self.csv`. */
  readonly self: SelfRow;
  /** Of `ranks.csv`. */
  readonly ranks: RanksRow;
  /** Of `variance.csv`. */
  readonly variance: VarianceRow;
  /** Of `best_of_k.csv`. */
  readonly best_of_k: BestOfKRow;
  /** Of `thresholds.csv`. */
  readonly thresholds: ThresholdsRow;
  /** Of `threshold_minutes.csv`. */
  readonly threshold_minutes: ThresholdMinutesRow;
  /** Of `reached.csv`. */
  readonly reached: ReachedRow;
  /** Of `published.csv`. */
  readonly published: PublishedRow;
  /** Of `published_minutes.csv`. */
  readonly published_minutes: PublishedMinutesRow;
  /** Of `timing.csv`. */
  readonly timing: TimingRow;
  /** Of `collapse.csv`. */
  readonly collapse: CollapseRow;
  /** Of `trials.csv`. */
  readonly trials: TrialsRow;
  /** Of `epochs.csv`. */
  readonly epochs: EpochsRow;
  /** Of `incumbents.csv`. */
  readonly incumbents: IncumbentsRow;
  /** Of `curves.csv`. */
  readonly curves: CurvesRow;
  /** Of `splits.csv`. */
  readonly splits: SplitsRow;
  /** Of `listeners.csv`. */
  readonly listeners: ListenersRow;
  /** Of `confusion.csv`. */
  readonly confusion: ConfusionRow;
  /** Of `utterances.csv`. */
  readonly utterances: UtterancesRow;
}
