/** First bytes that tell a file's kind, in the order they are tried. */
const MAGICS: readonly (readonly [magic: string, kind: string])[] = [
  [
    "version https://git-lfs",
    "a Git LFS pointer, not the audio (`git lfs pull` fetches it)",
  ],
  ["RF64", "an RF64 file (a WAV above 4 GB)"],
  ["BW64", "a BW64 file (a WAV above 4 GB)"],
  ["RIFX", "a big-endian RIFX file"],
  ["riff", "a Wave64 file"],
  ["FORM", "an AIFF file"],
  ["caff", "a Core Audio file"],
  ["fLaC", "a FLAC file"],
  ["OggS", "an Ogg file"],
  ["ID3", "an MP3 file"],
  ["NIST_1A", "a NIST SPHERE file"],
  ["\x1aE\xdf\xa3", "a Matroska or WebM file"],
  ["PK\x03\x04", "a zip archive"],
  ["\x1f\x8b", "a gzip file"],
  ["<", "a web page or XML text"],
];

const isText = (byte: number) =>
  byte === 9 || byte === 10 || byte === 13 ||
  (byte >= 32 && byte < 127);

/**
 * What a file that should have been a WAV file looks like, as words that fit
 * after "found" in an error message.
 *
 * @param bytes The file, or at least its first 64 bytes
 */
export function describeFileKind(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  const known = MAGICS.find(([magic]) => head.startsWith(magic));
  if (known !== undefined) return known[1];
  if (head.slice(4, 8) === "ftyp") return "an MP4 or M4A file";
  if (bytes[0] === 0xff && bytes[1] >= 0xe0) return "an MP3 file";
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
