/**
 * Command line of `deno task export`.
 *
 * @module
 */
import type { Definition } from "../command/definition.ts";
import type { CommandLine } from "../command/flags.ts";
import { textOf } from "../command/values.ts";
import type { Sources } from "../retrain/open_study.ts";

/** What to export. */
export interface ExportOptions extends Sources {
  /** Folder of the run. */
  readonly folder: string;
  /** Key of the study; absent: the one whose incumbent is best on validation. */
  readonly study?: string;
  /** Where the files go. */
  readonly out: string;
}

/** `deno task export`, without what it does. */
export const EXPORT_COMMAND: Definition = {
  task: "export",
  operands: {
    usage: "FOLDER",
    what: "the folder of a run",
    least: 1,
    most: 1,
  },
  purpose:
    "Trains the incumbent of a study again, checks that it has the recorded BCA, and writes it as one ONNX file from waveform to class probabilities, with a model card and an example in Python.",
  flags: [
    {
      name: "study",
      value: "KEY",
      byDefault: "the best by validation BCA",
      help: "study whose incumbent is wanted, as in trials.csv",
    },
    {
      name: "out",
      value: "FOLDER",
      byDefault: "model in the run's folder",
      help: "where the files go",
    },
    {
      name: "data",
      value: "FOLDER",
      byDefault: "corpora/data/NAME",
      help:
        "folder of the corpus as downloaded; of several: emodb=FOLDER,ravdess=FOLDER",
    },
    {
      name: "weights",
      value: "FOLDER",
      help: "folder of the downloaded weights, where npm does not have them",
    },
    {
      name: "allow-altered",
      help:
        "accept a copy of the corpus that is known to differ from the original",
    },
  ],
  exits: { data: "bad data (no journal, no corpus, or another BCA)" },
};

/** Checks a command line. */
export function readOptions(
  { values, operands: [folder] }: CommandLine,
): ExportOptions {
  const [study, data, weights] = ["study", "data", "weights"]
    .map((name) => textOf(values, name));
  return {
    folder,
    ...(study === undefined ? {} : { study }),
    out: textOf(values, "out") ?? `${folder.replace(/\/+$/, "")}/model`,
    ...(data === undefined ? {} : { data }),
    ...(weights === undefined ? {} : { weights }),
    allowAltered: values["allow-altered"] === true,
  };
}
