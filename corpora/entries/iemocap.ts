/**
 * IEMOCAP: English, ten actors in five sessions of dialogue; the usual four
 * classes (anger; happiness with excited; neutral; sadness), 5531 recordings.
 *
 * Labels are those of `SessionN/dialog/EmoEvaluation/DIALOGUE.txt`, lines such as
 * `[6.2901 - 8.2357] TAB Ses01F_impro01_F000 TAB neu TAB [v, a, d]`; the audio is
 * `SessionN/sentences/wav/DIALOGUE/UTTERANCE.wav`. The letter before the last
 * number is the speaker. Other labels (frustration, surprise, no agreement, ...)
 * are left out. Sentences are not told.
 *
 * Source: C. Busso et al., "IEMOCAP: Interactive emotional dyadic motion capture
 * database", Language Resources and Evaluation 42(4), 2008.
 */
import { CorpusError } from "../errors.ts";
import type { CorpusFormat, Label, Skip } from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { loadRecordings, toCorpus } from "../loading/load.ts";
import type { Emotion, FileSource } from "../types.ts";

const EMOTIONS: ReadonlyMap<string, Emotion> = new Map([
  ["ang", "anger"],
  ["exc", "happiness"],
  ["hap", "happiness"],
  ["neu", "neutral"],
  ["sad", "sadness"],
]);

const EVALUATION = /(^|\/)EmoEvaluation\/(Ses0[1-5][FM]_[^/.]+)\.txt$/;
const DIALOGUE = /^Ses0[1-5][FM]_(impro|script)[^/]*$/;
const UTTERANCE = /^Ses(0[1-5])[FM]_(?:impro|script).*_([FM])\d{3}$/;

const FORMAT: CorpusFormat = {
  name: "iemocap",
  title: "IEMOCAP",
  homepage: "https://sail.usc.edu/iemocap/",
  classes: ["anger", "happiness", "neutral", "sadness"],
  pattern: "SesNNX_DIALOGUE_XNNN.wav such as Ses01F_impro01_F000.wav",
  counts: { anger: 1103, happiness: 1636, neutral: 1708, sadness: 1084 },
  languages: ["en"],
  licence: "IEMOCAP release licence, research only",
  rateHz: 16_000,
  // By the name alone the label is not known.
  parse: (stem) => parseName(stem, "neutral"),
};

/** IEMOCAP, for the list of corpora. */
export const IEMOCAP: CorpusLoader = {
  ...loaderOf(FORMAT, async (source, options) => {
    const labels = await readEvaluations(source);
    const format: CorpusFormat = {
      ...FORMAT,
      parse(stem, path) {
        const code = labels.get(stem);
        if (UTTERANCE.test(stem) && code === undefined) {
          throw new CorpusError(
            `Cannot label "${path}": no file of EmoEvaluation has a line for ${stem}; get the whole session again`,
          );
        }
        return parseName(stem, EMOTIONS.get(code ?? ""));
      },
    };
    return await toCorpus(
      format,
      await loadRecordings(format, source, options),
    );
  }),
  async check(source) {
    const labels = await readEvaluations(source);
    return `${await loaderOf(FORMAT).check(
      source,
    )} before labels are chosen, ${labels.size} evaluated`;
  },
};

function parseName(
  stem: string,
  emotion: Emotion | undefined,
): Label | Skip | undefined {
  const parts = UTTERANCE.exec(stem);
  if (parts === null) {
    return DIALOGUE.test(stem) ? { skip: "whole dialogues" } : undefined;
  }
  if (emotion === undefined) return { skip: "of other labels" };
  const [, session, letter] = parts;
  return {
    id: stem,
    speaker: session + letter,
    sex: letter === "F" ? "female" : "male",
    emotion,
  };
}

/** Label code of each utterance. */
async function readEvaluations(
  source: Pick<FileSource, "paths" | "read" | "folder">,
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  for (const path of source.paths) {
    if (!EVALUATION.test(path) || /(^|\/)\._/.test(path)) continue;
    const text = new TextDecoder().decode(await source.read(path));
    const lines = text.matchAll(/^\[[\d. -]+\]\s+(\S+)\s+([a-z]{3})\s/gm);
    for (const [, utterance, code] of lines) labels.set(utterance, code);
  }
  if (labels.size > 0) return labels;
  throw new CorpusError(
    `Cannot load IEMOCAP: found no label in SessionN/dialog/EmoEvaluation${
      source.folder === undefined ? "" : ` of "${source.folder}"`
    }; give the folder that holds Session1 to Session5 with --data`,
  );
}
