import type { Utterance } from "./types.ts";

/**
 * SHA-256 over a corpus: of one UTF-8 line for each utterance,
 * `id TAB emotion TAB digest LF`, where `digest` is the SHA-256 in hex of its
 * samples as little-endian float32. Two corpora with the same checksum train
 * the same models.
 *
 * @param utterances In the order of their corpus
 * @returns 64 hex digits
 */
export async function corpusChecksum(
  utterances: readonly Pick<Utterance, "id" | "emotion" | "samples">[],
): Promise<string> {
  let lines = "";
  for (const { id, emotion, samples } of utterances) {
    lines += `${id}\t${emotion}\t${await sha256(littleEndian(samples))}\n`;
  }
  return await sha256(new TextEncoder().encode(lines));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** Bytes of the samples; every platform Deno runs on stores them little-endian. */
function littleEndian(samples: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    samples.buffer as ArrayBuffer,
    samples.byteOffset,
    samples.byteLength,
  );
}
