import { assertEquals } from "./equals.ts";

type Loose = Record<PropertyKey, unknown>;

/**
 * Requires an object to have at least the properties of another one, at every
 * depth; what else it has, and its class, does not matter.
 *
 * @param actual Object found
 * @param expected Properties that it should have
 * @param msg Words to put after "Values are not equal"
 * @throws {AssertionError} If a property is missing or differs
 * @throws {TypeError} If one of them is not an object
 */
export function assertObjectMatch(
  // deno-lint-ignore no-explicit-any
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  if (Object(actual) !== actual) {
    const found = actual === null ? "null" : `type ${typeof actual}`;
    throw new TypeError(`Cannot assertObjectMatch ${found}`);
  }
  assertEquals(
    restrictObject(actual, expected, new Map()),
    restrictObject(expected, expected, new Map()),
    msg,
  );
}

/**
 * `value` with only those parts that `shape` has too. `seen` maps each object
 * to the shape it was last cut to, so that cycles end.
 */
function restrict(
  value: unknown,
  shape: unknown,
  seen: Map<unknown, unknown>,
): unknown {
  if (!isObject(value) || !isObject(shape)) return value;
  if (value instanceof RegExp || value instanceof Date) return value;
  if (value instanceof Set && shape instanceof Set) {
    return value.intersection(shape);
  }
  if (value instanceof Map && shape instanceof Map) {
    return restrictMap(value, shape, seen);
  }
  return Array.isArray(value) && Array.isArray(shape)
    ? restrictArray(value, shape, seen)
    : restrictObject(value, shape, seen);
}

/** Values of a map are cut as objects, arrays too: their lengths have to agree. */
function restrictMap(
  value: Map<unknown, unknown>,
  shape: Map<unknown, unknown>,
  seen: Map<unknown, unknown>,
): Map<unknown, unknown> {
  const shared = [...value].filter(([key]) => shape.has(key));
  return new Map(shared.map(([key, inner]) => {
    const part = shape.get(key);
    const nested = isObject(inner) && isObject(part);
    return [key, nested ? restrictObject(inner, part, seen) : inner];
  }));
}

function restrictArray(
  value: unknown[],
  shape: unknown[],
  seen: Map<unknown, unknown>,
): unknown[] {
  if (seen.get(value) === shape) return value;
  seen.set(value, shape);
  const length = Math.min(value.length, shape.length);
  return Array.from({ length }, (_, i) => restrict(value[i], shape[i], seen));
}

function restrictObject(
  value: Loose,
  shape: Loose,
  seen: Map<unknown, unknown>,
): Loose {
  const keys = Reflect.ownKeys(value);
  const wanted = Reflect.ownKeys(shape);
  if (seen.get(value) === shape) return value;
  seen.set(value, shape);
  const shared = keys.filter((key) => wanted.includes(key));
  const disjoint = shared.length === 0 && wanted.length > 0;
  const result: Loose = {};
  // Without any shared key the whole value is kept, so that the message shows it.
  for (const key of disjoint ? keys : shared) {
    Object.defineProperty(result, key, {
      value: disjoint ? value[key] : restrict(value[key], shape[key], seen),
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return result;
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null;
}
