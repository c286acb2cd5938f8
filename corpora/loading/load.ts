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
import type {
  CorpusFormat,
  Label,
  Loaded,
  LoadOptions,
  Recording,
} from "./format.ts";
import { inspect } from "./inspect.ts";
import { checkCopies, selectFiles } from "./select.ts";

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
  const decode = createDecoder(source);
  const recordings: Recording[] = [];
  for (const { path, label } of choices) {
    recordings.push((await decode(path, label))!);
    options.onProgress?.(recordings.length, choices.length);
  }
  const copies = await checkCopies(format, choices, source);
  return {
    recordings,
    notices: [...notices, ...copies, ...inspect(format, recordings)],
  };
}

/**
 * Reads the file of a label, or the segment of it between two times in seconds;
 * undefined if the segment has no sample. A file that is asked for several times
 * in a row is read once.
 *
 * @throws {CorpusError} If it cannot be read
 */
export function createDecoder(
  source: Pick<FileSource, "read">,
): (
  path: string,
  label: Label,
  segment?: readonly [start: number, end?: number],
) => Promise<Recording | undefined> {
  const resamplers = new Map<number, ReturnType<typeof createResampler>>();
  let last: { path: string; wav: Wav; mono: Float32Array } | undefined;
  return async (path, label, segment) => {
    if (last?.path !== path) {
      const wav = decodeWav(await source.read(path), path);
      last = { path, wav, mono: mixDown(wav.channels) };
    }
    const { wav: { sampleRateHz, frames, channels }, mono } = last;
    const frame = (time: number) =>
      Math.min(frames, Math.round(time * sampleRateHz));
    const part = segment
      ? mono.subarray(frame(segment[0]), frame(segment[1] ?? Infinity))
      : mono;
    if (segment && part.length === 0) return undefined;
    const resample = resamplers.get(sampleRateHz) ??
      createResampler(sampleRateHz, SAMPLE_RATE_HZ);
    resamplers.set(sampleRateHz, resample);
    return {
      path,
      utterance: {
        ...label,
        samples: resample(part),
        sourceRateHz: sampleRateHz,
      },
      channels: channels.length,
      seconds: part.length / sampleRateHz,
      peak: peakOf(part),
    };
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
    languages: format.languages,
    licence: format.licence,
  };
}
