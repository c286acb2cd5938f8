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
 */
export function assertObjectMatch(
  // deno-lint-ignore no-explicit-any
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  assertEquals(
    restrict(actual, expected, new Map()),
    restrict(expected, expected, new Map()),
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
    return new Map(
      [...value].filter(([key]) => shape.has(key)).map((
        [key, inner],
      ) => [key, restrict(inner, shape.get(key), seen)]),
    );
  }
  if (seen.get(value) === shape) return value;
  seen.set(value, shape);
  if (Array.isArray(value) && Array.isArray(shape)) {
    return value.slice(0, shape.length).map((inner, i) =>
      restrict(inner, shape[i], seen)
    );
  }
  return restrictProperties(value, shape, seen);
}

function restrictProperties(
  value: Loose,
  shape: Loose,
  seen: Map<unknown, unknown>,
): Loose {
  const keys = Reflect.ownKeys(value);
  const shared = keys.filter((key) => Object.hasOwn(shape, key));
  const disjoint = shared.length === 0 && Reflect.ownKeys(shape).length > 0;
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
