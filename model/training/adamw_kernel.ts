/**
 * AdamW on flat float32 vectors as a WebAssembly SIMD module of some 300 bytes,
 * assembled here: four weights at a time, over memory that the native runtime
 * reads weights from and writes gradients to.
 *
 *     m = beta1 m + c1 g
 *     v = beta2 v + c2 g²
 *     p = decay p - step m / (sqrt(v) + epsilon)
 *
 * Source: WebAssembly core specification 2.0, binary format
 *
 * @module
 */

/** The update of one run of memory; offsets and length in bytes. */
export type AdamwKernel = (
  p: number,
  m: number,
  v: number,
  g: number,
  length: number,
  decay: number,
  step: number,
  epsilon: number,
  c1: number,
  c2: number,
  beta1: number,
  beta2: number,
) => void;

const F32 = 0x7d;
const I32 = 0x7f;
const V128 = 0x7b;
const EMPTY = 0x40;

/** Unsigned LEB128. */
function leb(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)];
}

const section = (id: number, body: number[]) => [
  id,
  ...leb(body.length),
  ...body,
];
const simd = (opcode: number) => [0xfd, ...leb(opcode)];
/** Alignment 2^4, offset 0. */
const MEMORY = [4, 0];

const get = (local: number) => [0x20, local];
const set = (local: number, value: number[]) => [...value, 0x21, local];
const splat = (value: number[]) => [...value, ...simd(0x13)];
const root = (a: number[]) => [...a, ...simd(0xe3)];
const plus = (a: number[], b: number[]) => [...a, ...b, ...simd(0xe4)];
const minus = (a: number[], b: number[]) => [...a, ...b, ...simd(0xe5)];
const times = (a: number[], b: number[]) => [...a, ...b, ...simd(0xe6)];
const over = (a: number[], b: number[]) => [...a, ...b, ...simd(0xe7)];
const addI32 = (a: number[], b: number[]) => [...a, ...b, 0x6a];
const lessU32 = (a: number[], b: number[]) => [...a, ...b, 0x49];
const constI32 = (n: number) => [0x41, n];
const END = 0x0b;
/** Runs `steps`, then again from the start while `condition` holds. */
const loopWhile = (steps: number[][], condition: number[]) => [
  ...[0x03, EMPTY],
  ...steps.flat(),
  ...condition,
  ...[0x0d, 0, END],
];

/** Locals: the parameters in the order of {@linkcode AdamwKernel}, ... */
const [P, M, V, G, LENGTH] = [0, 1, 2, 3, 4];
const [DECAY, STEP, EPSILON, C1, C2, BETA1, BETA2] = [5, 6, 7, 8, 9, 10, 11];
const SCALARS = [DECAY, STEP, EPSILON, C1, C2, BETA1, BETA2];
/** ... the offset reached, and vectors: the scalars spread out, then g, m, v. */
const AT = 12;
const spread = (scalar: number) => AT + 1 + scalar - DECAY;
const [g, m, v] = [spread(BETA2) + 1, spread(BETA2) + 2, spread(BETA2) + 3];

const wide = (scalar: number) => get(spread(scalar));
const address = (base: number) => addI32(get(base), get(AT));
const load = (base: number) => [...address(base), ...simd(0x00), ...MEMORY];
const store = (base: number, value: number[]) => [
  ...address(base),
  ...value,
  ...simd(0x0b),
  ...MEMORY,
];

const fourWeights = [
  set(g, load(G)),
  set(m, plus(times(load(M), wide(BETA1)), times(get(g), wide(C1)))),
  store(M, get(m)),
  set(
    v,
    plus(
      times(load(V), wide(BETA2)),
      times(times(get(g), get(g)), wide(C2)),
    ),
  ),
  store(V, get(v)),
  store(
    P,
    minus(
      times(load(P), wide(DECAY)),
      over(times(get(m), wide(STEP)), plus(root(get(v)), wide(EPSILON))),
    ),
  ),
  set(AT, addI32(get(AT), constI32(16))),
];

const body = [
  ...[2, 1, I32, v - AT, V128], // declares one integer and the vectors
  ...SCALARS.flatMap((k) => set(spread(k), splat(get(k)))),
  ...loopWhile(fourWeights, lessU32(get(AT), get(LENGTH))),
  END,
];

const MODULE = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // magic, version
  ...section(1, [
    ...[1, 0x60, 12],
    ...Array<number>(5).fill(I32),
    ...Array<number>(7).fill(F32),
    0,
  ]),
  ...section(2, [1, 1, 0x65, 1, 0x6d, 2, 0, 1]), // memory "e" "m"
  ...section(3, [1, 0]),
  ...section(7, [1, 1, 0x66, 0, 0]), // export "f"
  ...section(10, [1, ...leb(body.length), ...body]),
]);

/** Makes the kernel that works on `memory`; lengths are multiples of 16 above 0. */
export function adamwKernel(memory: WebAssembly.Memory): AdamwKernel {
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(MODULE),
    { e: { m: memory } },
  );
  return instance.exports.f as AdamwKernel;
}
