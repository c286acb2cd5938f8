/** Prototypes whose instances are the same value when their texts are the same. */
const NAMED_BY_TEXT = new Set<unknown>(
  [
    RegExp,
    URL,
    URLSearchParams,
    Intl.Locale,
    Temporal.Duration,
    Temporal.Instant,
    Temporal.PlainDate,
    Temporal.PlainDateTime,
    Temporal.PlainMonthDay,
    Temporal.PlainTime,
    Temporal.PlainYearMonth,
    Temporal.ZonedDateTime,
  ].map((type) => type.prototype),
);

/** Prototypes at which the search for inherited keys ends. */
const ROOTS = new Set<object | null>([
  null,
  Object.prototype,
  Array.prototype,
]);

/**
 * Whether two values are the same in content: `NaN` equals `NaN`, `0` equals
 * `-0`, objects by prototype and keys (inherited getters included), maps and
 * sets in any order, cycles allowed.
 *
 * @param a One value
 * @param b The other value
 * @returns Whether they are equal
 * @throws {TypeError} If two `WeakMap` or `WeakSet` objects would have to be compared
 */
export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b, new Map());
}

/** `seen` maps objects of `a` that are being compared to their partners in `b`. */
function compare(
  a: unknown,
  b: unknown,
  seen: Map<object, object>,
): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (a instanceof Date && b instanceof Date) {
    return Object.is(a.getTime(), b.getTime());
  }
  if (prototypeOf(a) !== prototypeOf(b)) return false;
  if (isNumericView(a)) return sameElements(a, b as typeof a);
  if (a instanceof ArrayBuffer || a instanceof SharedArrayBuffer) {
    return sameElements(new Uint8Array(a), new Uint8Array(b as ArrayBuffer));
  }
  if (a instanceof WeakMap) {
    throw new TypeError("Cannot compare WeakMap instances");
  }
  if (a instanceof WeakSet) {
    throw new TypeError("Cannot compare WeakSet instances");
  }
  if (a instanceof WeakRef) {
    return compare(a.deref(), (b as WeakRef<object>).deref(), seen);
  }
  if (seen.get(a) === b) return true;
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  seen.set(a, b);
  if (a instanceof Set || a instanceof Map) {
    return sameEntries(a, b as typeof a, seen);
  }
  if (NAMED_BY_TEXT.has(prototypeOf(a))) return String(a) === String(b);
  return sameProperties(a, b, seen);
}

type NumericView = ArrayBufferView & ArrayLike<number | bigint>;

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isNumericView(value: object): value is NumericView {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Prototype, where an object without one counts as a plain object. */
function prototypeOf(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

function sameElements(a: NumericView, b: NumericView): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] && !Object.is(a[i], b[i])) return false;
  }
  return true;
}

type Entries = Set<unknown> | Map<unknown, unknown>;

function sameEntries(
  a: Entries,
  b: Entries,
  seen: Map<object, object>,
): boolean {
  if (a.size !== b.size) return false;
  const valueIn = (entries: Entries, key: unknown) =>
    entries instanceof Map ? entries.get(key) : key;
  if ([...a.keys()].every((key) => !isReference(key))) {
    return [...a.keys()].every((key) =>
      b.has(key) && compare(valueIn(a, key), valueIn(b, key), seen)
    );
  }
  // Keys that are objects are found by content, so every pair may have to be tried.
  return [...a.entries()].every(([aKey, aValue]) =>
    [...b.entries()].some(([bKey, bValue]) =>
      compare(aKey, bKey, seen) && compare(aValue, bValue, seen)
    )
  );
}

function isReference(value: unknown): boolean {
  return isObject(value) || typeof value === "function";
}

function sameProperties(
  a: object,
  b: object,
  seen: Map<object, object>,
): boolean {
  const plain = ROOTS.has(prototypeOf(a));
  const keys = plain
    ? new Set(Reflect.ownKeys({ ...a, ...b }))
    : inheritedKeys(a).union(inheritedKeys(b));
  for (const key of keys) {
    if (key in a !== key in b) return false;
    if (!compare(Reflect.get(a, key), Reflect.get(b, key), seen)) return false;
  }
  return true;
}

/** Keys of an object and of the prototypes above it, hidden ones included. */
function inheritedKeys(value: object): Set<PropertyKey> {
  const keys = new Set<PropertyKey>();
  for (
    let at: object | null = value;
    !ROOTS.has(at);
    at = Object.getPrototypeOf(at)
  ) {
    for (const key of Reflect.ownKeys(at!)) keys.add(key);
  }
  return keys;
}
