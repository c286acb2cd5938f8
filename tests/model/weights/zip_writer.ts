/**
 * Writes zip files as PyTorch does, every entry stored, and lets a test bend
 * their directory.
 *
 * @module
 */

/** Fields of a directory record that a test may set falsely. */
export interface Lies {
  readonly method?: number;
  readonly size?: number;
  readonly stored?: number;
  readonly local?: number;
}

const encode = (text: string) => new TextEncoder().encode(text);

/** Little-endian numbers of so many bytes each. */
function record(...fields: readonly (readonly [number, number])[]): number[] {
  return fields.flatMap(([bytes, value]) =>
    Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) & 255)
  );
}

/** A zip file of these entries, in order. */
export function zip(
  entries: Readonly<Record<string, Uint8Array | string>>,
  lies: Readonly<Record<string, Lies>> = {},
): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  const directory: number[] = [];
  for (const [name, content] of Object.entries(entries)) {
    const data = typeof content === "string" ? encode(content) : content;
    const {
      method = 0,
      size = data.length,
      stored = size,
      local = out.length,
    } = lies[name] ?? {};
    const common: [number, number][] = [
      [2, 20],
      [2, 0],
      [2, method],
      [4, 0],
      [4, 0],
      [4, stored],
      [4, size],
      [2, encode(name).length],
      [2, 0],
    ];
    directory.push(
      ...record(
        [4, 0x02014b50],
        [2, 20],
        ...common,
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, local],
      ),
      ...encode(name),
    );
    out.push(...record([4, 0x04034b50], ...common), ...encode(name), ...data);
  }
  const count = Object.keys(entries).length;
  const end = record(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directory.length],
    [4, out.length],
    [2, 0],
  );
  return Uint8Array.from([...out, ...directory, ...end]);
}
