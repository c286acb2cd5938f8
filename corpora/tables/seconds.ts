/**
 * Seconds of a segment's start or end: "1.25", or "0 days 00:00:01.25" as pandas
 * writes them. "NaT" is the end of the file.
 *
 * @returns undefined if the text is neither
 */
export function seconds(text: string): number | undefined {
  if (text === "NaT") return Infinity;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const parts = /^(?:(\d+) days? )?(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text);
  if (parts === null) return undefined;
  const [days = 0, hours, minutes, rest] = parts.slice(1).map((part) =>
    part === undefined ? undefined : Number(part)
  );
  return ((days * 24 + hours!) * 60 + minutes!) * 60 + rest!;
}
