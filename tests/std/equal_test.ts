/** `equal()` judged by hand and by node's deep equality, never by itself. */
import { strict as node } from "node:assert";
import { isDeepStrictEqual } from "node:util";
import { equal } from "@std/assert";
import fc from "fast-check";

class Point {
  constructor(public x: number) {}
}

class Hidden {
  #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  get value() {
    return this.#value;
  }
}

function judge(expected: boolean, pairs: [unknown, unknown][]): void {
  for (const [a, b] of pairs) {
    node.equal(equal(a, b), expected, Deno.inspect([a, b]));
    node.equal(equal(b, a), expected, Deno.inspect([b, a]));
  }
}

Deno.test("equal() is node's isDeepStrictEqual when nothing is -0 or a hole", () => {
  const leaf = fc.oneof(
    fc.integer({ min: 0, max: 2 }),
    fc.constantFrom<unknown>("a", "", null, undefined, true, 1n, NaN),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      fc.array(leaf, { maxLength: 3 }).map((items) => new Set(items)),
      fc.array(fc.tuple(fc.constantFrom("k", "l"), tie("value"))).map((
        entries,
      ) => new Map(entries)),
      fc.array(fc.nat(2), { maxLength: 2 }).map((items) =>
        new Float32Array(items)
      ),
      fc.nat(2).map((x) => new Point(x)),
      fc.nat(2).map((time) => new Date(time)),
    ),
  }));
  fc.assert(
    fc.property(value, value, (a, b) => {
      node.equal(equal(a, b), isDeepStrictEqual(a, b));
    }),
    { seed: 2, numRuns: 5000 },
  );
  fc.assert(
    fc.property(fc.clone(value, 2), ([a, b]) => node.ok(equal(a, b))),
    { seed: 2, numRuns: 1000 },
  );
});

Deno.test("equal() takes values as the same when only their identity differs", () => {
  const cycle = () => {
    const object: Record<string, unknown> = { list: [] };
    object.self = object;
    (object.list as unknown[]).push(object);
    return object;
  };
  judge(true, [
    [NaN, NaN],
    [0, -0],
    [new Float32Array([0, NaN]), new Float32Array([-0, NaN])],
    [new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }])],
    [new Map([[{ a: 1 }, [1]]]), new Map([[{ a: 1 }, [1]]])],
    [new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])],
    [Object.create(null), {}],
    [cycle(), cycle()],
    [new Uint8Array([1]).buffer, new Uint8Array([1]).buffer],
    [new Date(NaN), new Date(NaN)],
    [/a/g, /a/g],
    [new URL("https://a/"), new URL("https://a")],
    [Temporal.Duration.from("P1D"), Temporal.Duration.from("P1D")],
    [new Hidden(1), new Hidden(1)],
    [new WeakRef([1]), new WeakRef([1])],
    [{ [Symbol.for("s")]: [1] }, { [Symbol.for("s")]: [1] }],
  ]);
});

Deno.test("equal() tells values apart when kind, class, keys or content differ", () => {
  judge(false, [
    [{ a: undefined }, {}],
    [{ a: undefined }, { b: undefined }],
    // deno-lint-ignore no-sparse-arrays
    [[,], [undefined]],
    [new Float32Array([1]), new Float64Array([1])],
    [new Float32Array([1]), [1]],
    [new Uint8Array([1]), new Uint8Array([1, 2])],
    [new Point(1), { x: 1 }],
    [new Point(1), new Point(2)],
    [new Hidden(1), new Hidden(2)],
    [new Set([1]), new Set([2])],
    [new Set([{ a: 1 }]), new Set([{ a: 2 }])],
    [new Map([["a", 1]]), new Map([["a", 2]])],
    [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 2]])],
    [new Date(0), new Date(1)],
    [/a/g, /a/i],
    [new URL("https://a/"), new URL("https://b/")],
    [1, "1"],
    [1, 1n],
    [null, undefined],
    [null, {}],
    [() => 1, () => 1],
    [{ [Symbol.for("s")]: 1 }, { [Symbol.for("s")]: 2 }],
    [
      Temporal.PlainDate.from("2026-01-01"),
      Temporal.PlainDate.from("2026-01-02"),
    ],
  ]);
});

Deno.test("equal() refuses weak collections, whose content nobody can list", () => {
  node.throws(() => equal(new WeakMap(), new WeakMap()), TypeError);
  node.throws(() => equal(new WeakSet(), new WeakSet()), TypeError);
});
