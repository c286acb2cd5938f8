/**
 * From a folder to a corpus, the part all corpora share.
 *
 * Error or notice: what makes a recording or its label unknowable is an error
 * (unreadable bytes, an unknown code, two different files of one name), as
 * leaving a file out in silence would change the corpus; what a reader of the
 * results should know but may accept is a notice (a partial set, a converted
 * copy, silence, duplicates). Nothing is repaired and no recording of the
 * corpus is dropped.
 */
import { corpusChecksum } from "../checksum.ts";
import { createResampler, mixDown } from "../resample.ts";
import type { Corpus, FileSource } from "../types.ts";
import { decodeWav, type Wav } from "../wav/decode.ts";
import type { CorpusFormat, Loaded, LoadOptions, Recording } from "./format.ts";
import { inspect } from "./inspect.ts";
import { checkCopies, type Choice, selectFiles } from "./select.ts";

/** Rate of every utterance, in Hz. */
export const SAMPLE_RATE_HZ = 16_000;

/**
 * Finds, decodes and inspects the recordings of a corpus.
 *
 * @throws {CorpusError} See the head of this file
 */
export async function loadRecordings(
  format: CorpusFormat,
  source: FileSource,
  options: LoadOptions = {},
): Promise<Loaded> {
  const { choices, notices } = selectFiles(format, source);
  const resamplers = new Map<number, ReturnType<typeof createResampler>>();
  const recordings: Recording[] = [];
  for (const choice of choices) {
    const wav = decodeWav(await source.read(choice.path), choice.path);
    const resample = resamplers.get(wav.sampleRateHz) ??
      createResampler(wav.sampleRateHz, SAMPLE_RATE_HZ);
    resamplers.set(wav.sampleRateHz, resample);
    recordings.push(toRecording(choice, wav, resample));
    options.onProgress?.(recordings.length, choices.length);
  }
  const copies = await checkCopies(format, choices, source);
  return {
    recordings,
    notices: [...notices, ...copies, ...inspect(format, recordings)],
  };
}

function toRecording(
  { path, label }: Choice,
  { sampleRateHz, frames, channels }: Wav,
  resample: (samples: Float32Array) => Float32Array,
): Recording {
  const mono = mixDown(channels);
  return {
    path,
    utterance: {
      ...label,
      samples: resample(mono),
      sourceRateHz: sampleRateHz,
    },
    channels: channels.length,
    seconds: frames / sampleRateHz,
    peak: peakOf(mono),
  };
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

/** Seals loaded recordings into a corpus. */
export async function toCorpus(
  format: CorpusFormat,
  { recordings, notices }: Loaded,
): Promise<Corpus> {
  const utterances = recordings.map(({ utterance }) => utterance);
  const checksum = await corpusChecksum(utterances);
  return {
    name: format.name,
    classes: format.classes,
    utterances,
    checksum,
    notices,
  };
}
