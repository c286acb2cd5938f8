/**
 * What stands beside an exported model: a model card (Mitchell et al. 2019, arXiv
 * 1810.03993) and an example in Python.
 *
 * @module
 */
import type { TrialRecord } from "../journal/records.ts";
import { finalScore, scoredOn, type StudyData } from "../tables/run_data.ts";
import { SUMMARY, type SummaryRow } from "../tables/summary.ts";
import type { Corpus } from "../../corpora/mod.ts";

/** What a card tells of. */
export interface CardFacts {
  /** The study. */
  readonly data: StudyData;
  /** Its incumbent. */
  readonly trial: TrialRecord;
  /** The optimizer's studies. */
  readonly summary: SummaryRow;
  /** Corpus of the study. */
  readonly corpus: Pick<Corpus, "name" | "classes" | "checksum">;
  /** Balanced rate of the corpus's listeners on its recordings; `null` where it is unknown. */
  readonly listeners: number | null;
  /** Version of the suite. */
  readonly suite: string;
}

/** Metadata that the ONNX file itself carries. */
export function metadataOf(
  { data, trial, corpus, suite }: CardFacts,
): Record<string, string> {
  const { encoder } = data.material;
  return {
    labels: JSON.stringify(corpus.classes),
    sample_rate_hz: "16000",
    study: data.study.key,
    trial: `${trial.trial}`,
    configuration: JSON.stringify(trial.params),
    corpus: `${corpus.name}, checksum ${corpus.checksum}`,
    encoder: `${encoder.name}, ${encoder.package}, sha256 ${encoder.sha256}`,
    encoder_licence: encoder.licence,
    bca: `${finalScore(trial)?.bca} (${scoredOn(trial)})`,
    suite,
  };
}

/** The model card, in Markdown. */
export function modelCard(facts: CardFacts): string {
  const { data, trial, corpus, listeners, summary, suite } = facts;
  const { study, material, start } = data;
  const part = scoredOn(trial);
  const scored = start.parts.find((one) => one.part === part)!;
  const train = start.parts.find((one) => one.part === "train")!;
  const cell = (name: string) =>
    SUMMARY.columns.find((column) => column.name === name)!.value(
      summary,
    ) as number | null;
  const [mean, low, high, n] = ["bca_mean", "bca_low", "bca_high", "n_studies"]
    .map(cell);
  const bca = (value: number | null | undefined) => value?.toFixed(3) ?? "?";
  const shared = scored.shared_speakers === 0
    ? "None of its speakers was trained on."
    : `${scored.shared_speakers} of its ${scored.speakers.length} speakers were trained on, too: expect less from new ones.`;
  const selected = part === "test"
    ? "It was not looked at while the configuration was selected."
    : "The configuration was selected on it, so that this BCA is biased upwards.";
  return `# Model card: emotions in speech, ${material.encoder.name} fine-tuned on ${corpus.name}

- **Input**: waveform, mono, 16 kHz, float32 in [-1, 1], shape [1, samples], any length; what is longer than ${trial.params.max_length} samples is cut there.
- **Output**: \`probabilities\` [1, ${corpus.classes.length}]: ${
    corpus.classes.join(", ")
  } (also in the file's metadata, \`labels\`).
- **Made by**: study \`${study.key}\`, trial ${trial.trial}, suite ${suite}; ${
    Object.entries(trial.params).map(([name, value]) => `${name} ${value}`)
      .join(", ")
  }.

## Training data

${train.utterances} utterances of ${train.speakers.length} speakers of ${corpus.name} (checksum \`${corpus.checksum}\`), protocol \`${study.protocol}\`, split seed ${start.split_seed}. Encoder: ${material.encoder.package}, licence ${material.encoder.licence}, SHA-256 \`${material.encoder.sha256}\`. Recipe: \`${study.recipe}\`.

## Evaluation

Balanced class accuracy (BCA, the unweighted average recall) of this model on the ${part} part, ${scored.utterances} utterances of ${scored.speakers.length} speakers: **${
    bca(finalScore(trial)?.bca)
  }**. ${shared} ${selected}

The same search with ${n} master ${
    n === 1 ? "seed" : "seeds"
  } (${study.optimizer}): mean ${bca(mean)}${
    low === null
      ? ", too few for an interval"
      : `, 95 % interval on this corpus ${bca(low)} to ${bca(high)}`
  }.${
    listeners === null
      ? " How well people recognise these recordings is not known."
      : ` Listeners recognise the released recordings of ${corpus.name} with a BCA of ${
        bca(listeners)
      }.`
  }

## Limits

The labels are those of ${corpus.name}; if its emotions were acted, so are these. Other microphones, languages and speakers were not tested here; \`deno task transfer\` tests other corpora. It says how a voice sounds to a classifier, not what a person feels, and is not fit for decisions about people.

## Use

\`python predict.py recording.wav\` (needs \`onnxruntime\` and \`soundfile\`).
`;
}

/** An example in Python. */
export const EXAMPLE = `import json
import sys

import onnxruntime as ort
import soundfile

model = ort.InferenceSession("model.onnx")
labels = json.loads(model.get_modelmeta().custom_metadata_map["labels"])
audio, rate = soundfile.read(sys.argv[1], dtype="float32")
assert rate == 16000 and audio.ndim == 1, "expected mono at 16 kHz"
(probabilities,) = model.run(None, {"audio": audio[None]})
print(dict(zip(labels, probabilities[0].tolist())))
`;
