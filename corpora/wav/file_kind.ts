import { CONVERT, GET_AGAIN } from "./error.ts";

/** First bytes that tell sound of another form, in the order they are tried. */
const SOUNDS: readonly (readonly [magic: string, kind: string])[] = [
  ["RIFX", "a big-endian RIFX file"],
  ["riff", "a Wave64 file"],
  ["FORM", "an AIFF file"],
  ["caff", "a Core Audio file"],
  ["fLaC", "a FLAC file"],
  ["OggS", "an Ogg file"],
  ["ID3", "an MP3 file"],
  [".snd", "a Sun AU file"],
  ["NIST_1A", "a NIST SPHERE file"],
  ["wvpk", "a WavPack file"],
  ["MAC ", "a Monkey's Audio file"],
  ["#!AMR", "an AMR file"],
  ["\x30\x26\xb2\x75", "a Windows Media file"],
  ["\x1aE\xdf\xa3", "a Matroska or WebM file"],
];

/** First bytes that tell what holds no sound itself. */
const OTHERS: readonly (readonly [magic: string, kind: string])[] = [
  [
    "version https://git-lfs",
    "a Git LFS pointer, not the audio (`git lfs pull` fetches it)",
  ],
  ["PK\x03\x04", "a zip archive"],
  ["\x1f\x8b", "a gzip file"],
  ["<", "a web page or XML text"],
];

/** What a file looks like, and what to do about it. */
export interface FileKind {
  /** Words that fit after "found" in an error message. */
  readonly words: string;
  readonly remedy: string;
}

const isText = (byte: number) =>
  byte === 9 || byte === 10 || byte === 13 ||
  (byte >= 32 && byte < 127);

/**
 * What a file that should have been a WAV file looks like.
 *
 * @param bytes The file, or at least its first 64 bytes
 */
export function describeFileKind(bytes: Uint8Array): FileKind {
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  const sound = SOUNDS.find(([magic]) => head.startsWith(magic))?.[1] ??
    unmarkedSound(head, bytes);
  return sound === undefined
    ? { words: describeOther(head, bytes), remedy: GET_AGAIN }
    : { words: sound, remedy: CONVERT };
}

/** Kind of sound whose first bytes vary: a box size, or MPEG's eleven set bits. */
function unmarkedSound(head: string, bytes: Uint8Array): string | undefined {
  if (head.slice(4, 8) === "ftyp") return "an MP4 or M4A file";
  if (bytes[0] !== 0xff || !(bytes[1] >= 0xe0)) return undefined;
  // MPEG's two layer bits are zero in AAC's frames only.
  return (bytes[1] & 0xf6) === 0xf0 ? "an AAC file" : "an MP3 file";
}

function describeOther(head: string, bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  const known = OTHERS.find(([magic]) => head.startsWith(magic));
  if (known !== undefined) return known[1];
  const start = bytes.subarray(0, 64);
  if (start.every((byte) => byte === 0)) return "zero bytes";
  if (start.every(isText)) {
    return `text that begins ${JSON.stringify(head.slice(0, 24))}`;
  }
  const hex = Array.from(
    bytes.subarray(0, 4),
    (byte) => byte.toString(16).padStart(2, "0"),
  );
  return `bytes ${hex.join(" ")}`;
}
