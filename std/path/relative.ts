import { checkPath, resolvedParts } from "./_path.ts";
import { resolve } from "./resolve.ts";

/**
 * The way from one path to another.
 *
 * @param from Where it begins, relative to the current folder
 * @param to Where it leads, relative to the current folder
 * @returns The relative path; `""` if both are the same place
 * @throws {TypeError} If a path is not a string
 */
export function relative(from: string, to: string): string {
  checkPath(from);
  checkPath(to);
  const start = resolvedParts(resolve(from));
  const end = resolvedParts(resolve(to));
  let shared = 0;
  while (shared < start.length && start[shared] === end[shared]) shared++;
  const up = start.slice(shared).map(() => "..");
  return [...up, ...end.slice(shared)].join("/");
}
