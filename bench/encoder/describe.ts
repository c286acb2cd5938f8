/**
 * What `deno task encoder` says of encoders, as text.
 *
 * @module
 */
import { SAMPLE_RATE_HZ } from "../../corpora/mod.ts";
import type { Encoder, NpmEncoder } from "../../model/mod.ts";
import type { EncoderSource } from "./source.ts";

/** A pass over all blocks, timed. */
export interface ForwardPass {
  /** Samples of audio. */
  readonly samples: number;
  /** Frames they became. */
  readonly frames: number;
  /** The quickest pass. */
  readonly seconds: number;
}

/** A table of all encoders; the default stands first. */
export function listText(
  entries: readonly (NpmEncoder & { readonly installed: boolean })[],
): string {
  const rows = entries.map((e) => [
    e.name,
    e.installed ? "yes" : "no",
    e.package,
    e.licence,
    `${e.blocks} x ${e.width}`,
    megabytes(e.download_bytes),
    megabytes(e.bytes),
    e.sha256.slice(0, 12),
  ]);
  const head = [
    ...["encoder", "installed", "package", "licence", "blocks x width"],
    ...["download", "file", "sha-256"],
  ];
  return aligned([head, ...rows]);
}

/** An encoder that was loaded and run. */
export function checkText(
  source: EncoderSource["record"],
  encoder: Encoder,
  pass: ForwardPass,
): string {
  const weights = [...encoder.weights.values()];
  const numbers = weights.reduce((sum, { data }) => sum + data.length, 0);
  const rate = encoder.stemSizes(10 * SAMPLE_RATE_HZ).T / 10;
  const audio = pass.samples / SAMPLE_RATE_HZ;
  return aligned([
    ["encoder", source.name],
    ["from", `${source.package}, licence: ${source.licence}`],
    ["file", source.file],
    ["sha-256", source.sha256],
    ["shape", `${encoder.blocks} blocks of ${encoder.width} channels`],
    [
      "weights",
      `${numbers} in ${weights.length} tensors, ${
        megabytes(4 * numbers)
      } as float32`,
    ],
    ["audio", `${audioRange(encoder)}, ${rate} frames a second`],
    [
      "forward",
      `${audio} s of audio (${pass.frames} frames) in ${
        (1000 * pass.seconds).toFixed(0)
      } ms on one thread: ${
        (pass.frames / pass.seconds).toFixed(0)
      } frames a second, ${(audio / pass.seconds).toFixed(0)} times real time`,
    ],
  ]);
}

/** Lengths of audio that the encoder takes, in seconds. */
function audioRange({ minSamples, maxSamples }: Encoder): string {
  const seconds = (samples: number) =>
    (samples / SAMPLE_RATE_HZ).toPrecision(2);
  return Number.isFinite(maxSamples)
    ? `${seconds(minSamples)} to ${seconds(maxSamples)} s`
    : `${seconds(minSamples)} s and longer`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Columns two spaces apart, the last one ragged. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map((row) => row[i].length))
  );
  return rows.map((row) =>
    row.map((cell, i) => cell.padEnd(widths[i])).join("  ").trimEnd()
  ).join("\n");
}
