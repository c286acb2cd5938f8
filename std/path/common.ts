/**
 * The folder that paths have in common, with a separator at its end unless it
 * is one of the paths.
 *
 * @param paths Paths, compared part by part as they are written
 * @returns The common part; `""` if there is none
 */
export function common(paths: string[]): string {
  const split = paths.map((path) => path.split("/"));
  const [first = []] = split;
  const differs = (i: number) => split.some((parts) => parts[i] !== first[i]);
  let shared = 0;
  while (shared < first.length && !differs(shared)) shared++;
  const whole = split.some((parts) => parts.length === shared);
  const prefix = first.slice(0, shared).join("/");
  return shared === 0 || whole ? prefix : `${prefix}/`;
}
