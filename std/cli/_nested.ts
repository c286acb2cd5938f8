/** An object whose values may be further such objects. */
export interface Nested {
  [key: string]: unknown;
}

/** Whether `key` would reach behind the object, into its prototype. */
function reachesPrototype(object: Nested, key: string): boolean {
  return key === "__proto__" ||
    key === "constructor" && typeof object[key] === "function";
}

/**
 * Sets the value at a path of keys, making objects on the way; with `collect`
 * it is added to an array there. Paths into prototypes are ignored.
 */
export function setNested(
  object: Nested,
  path: readonly string[],
  value: unknown,
  collect = false,
): void {
  const [key, ...rest] = path;
  if (reachesPrototype(object, key)) return;
  if (rest.length > 0) {
    setNested((object[key] ??= {}) as Nested, rest, value, collect);
    return;
  }
  const before = object[key];
  if (!collect) object[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else object[key] = before ? [before, value] : [value];
}

/** Whether there is a value at a path of keys. */
export function hasNested(object: Nested, path: readonly string[]): boolean {
  let at = object;
  for (const key of path) {
    if (!Object.hasOwn(at, key)) return false;
    at = at[key] as Nested;
  }
  return true;
}
