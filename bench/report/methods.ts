import { type Html, markup } from "./html.ts";

/** How a number of the report is made. */
interface Method {
  /** What it is called in the tables. */
  readonly name: string;
  /** How it is made, in a sentence or two. */
  readonly how: string;
  /** Where it comes from. */
  readonly source: string;
}

/** Every statistic of the tables. */
const METHODS: readonly Method[] = [
  {
    name: "BCA",
    how:
      "Balanced class accuracy: the mean over the classes of the share of their utterances that is recognised. Classes without an utterance are left out and counted in a column.",
    source: "also called unweighted average recall",
  },
  {
    name: "incumbent",
    how:
      "The complete trial with the highest validation BCA, the first on ties. What is compared is its BCA on the test part, or on the validation part where the protocol has no test part.",
    source:
      "validation minus test BCA is the column optimism; what selection adds to it, selection_optimism",
  },
  {
    name: "replicate",
    how:
      "One study, that is one search with its own seeds. Means, deviations and intervals are over studies, never over trials; studies that share a test part, or a seed of a crossed plan, count once (units).",
    source: "Agarwal et al. 2021",
  },
  {
    name: "interval of a mean",
    how:
      "95 %: Student's t below 10 units, bias-corrected and accelerated bootstrap with expanded levels from 10 on, none below 3. Where every speaker is tested equally often, and often enough to tell, Student's t of what the test speakers' effects leave; below that the spread of speakers counts as noise, and the interval of a mean covers more than it says (99.5 % at five seeds in simulations), that of a paired difference what it says. Ends are cut to what is possible; tables say where. No interval covers rare collapses, so the number of collapsed studies is given with every mean.",
    source: "Efron 1987; Hesterberg 2015; Searle 1987",
  },
  {
    name: "paired difference",
    how:
      "Difference of two optimizers study by study, where the master seeds of search, training and split are the same; its mean with the interval of a mean.",
    source: "Demšar 2006",
  },
  {
    name: "Wilcoxon signed-rank",
    how:
      "Exact two-sided test of the paired differences with zeros ranked and ties given mean ranks; with the smallest p attainable with this number of pairs. Holm's adjustment covers all rows of a table, since they are read together.",
    source: "Pratt 1959; Holm 1979",
  },
  {
    name: "A12",
    how:
      "Share of all pairs of studies in which the first optimizer is better, ties half.",
    source: "Vargha and Delaney 2000",
  },
  {
    name: "P(A > B)",
    how:
      "Share of paired studies that the first optimizer wins, ties half, with a percentile interval and Wilson's; meaningful when the interval lies above a half and reaches 0.75.",
    source: "Bouthillier et al. 2021; Wilson 1927",
  },
  {
    name: "posterior",
    how:
      "Bayesian signed-rank test: the probability that one optimizer is better by more than 0.01 BCA, or that the two differ by at most that.",
    source: "Benavoli et al. 2017",
  },
  {
    name: "target of an interval",
    how:
      "Intervals without a further word are for this corpus: would other seeds on it tell the same? Corrected intervals are for corpora like it: a t interval widened for training parts that overlap. Intervals by speaker are for speakers like those tested: studies that share a test speaker count as dependent. Sentences and figures use intervals for this corpus unless they say otherwise.",
    source: "Nadeau and Bengio 2003; Cameron, Gelbach and Miller 2011",
  },
  {
    name: "crossed plan",
    how:
      "Where seeds of search, training and split meet in every combination, studies of one seed depend on each other. Intervals, p and posteriors of means are then Student's t, with the variances over the seeds of each stream added up; wins are counted over the seeds of the stream in which means vary most.",
    source:
      "Cameron, Gelbach and Miller 2011; Satterthwaite 1946; Corani and Benavoli 2015",
  },
  {
    name: "pairs needed",
    how:
      "Pairs of studies for a power of 80 % at the observed effect, and Noether's number for P(A > B) = 0.75. The observed effect is itself uncertain.",
    source: "Noether 1987",
  },
  {
    name: "A/A",
    how:
      "Each optimizer's studies are split into halves in every possible way and the halves compared as two optimizers would be: every difference found is a false positive.",
    source: "self.csv",
  },
  {
    name: "mean rank and critical difference",
    how:
      "Optimizers ranked within each set of seeds; Friedman's test in the form of Iman and Davenport; mean ranks that differ by more than Nemenyi's critical difference are distinguished at 5 %.",
    source: "Iman and Davenport 1980; Demšar 2006",
  },
  {
    name: "variance components",
    how:
      "From plans that cross the seeds of search, training and split, or of two of them: estimates from expected mean squares. A negative estimate is reported as it is; its share counts as 0.",
    source: "Searle, Casella and McCulloch 1992",
  },
  {
    name: "best of k",
    how:
      "Expected BCA of the trial that validation selects among k drawn without replacement from those recorded, never beyond their number; right for exchangeable trials such as random search. The oracle selects on the test part; the difference is the selection tax.",
    source: "Tang et al. 2020; Dodge et al. 2019",
  },
  {
    name: "time to a threshold",
    how:
      "Kaplan-Meier median and restricted mean over studies, in trials, counted work and minutes; a study that never reaches the threshold is censored at its end and never dropped. Expected running time: total cost of all studies divided by the number that reached the threshold.",
    source: "Kaplan and Meier 1958; Hansen et al. 2012",
  },
  {
    name: "listeners",
    how:
      "Share of listeners who named the intended emotion, averaged within each class and then over classes. Where a corpus released only recordings that listeners recognised, their rate on these is inflated by that selection; the rate on all recordings they heard is given as well.",
    source: "Burkhardt et al. 2005 (EmoDB); Cao et al. 2014 (CREMA-D)",
  },
];

/** The notes on methods, one for each statistic. */
export function methodNotes(): Html {
  return markup`<dl>
${
    METHODS.map(({ name, how, source }) =>
      markup`<dt>${name}</dt><dd>${how} (${source})</dd>\n`
    )
  }</dl>`;
}
