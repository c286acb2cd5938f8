/**
 * Runs an operation's graph and its gradient, and compares both with a plain
 * float64 implementation: values directly, gradients by central differences.
 *
 * @module
 */
import { Tape, type Value } from "../../model/graph/tape.ts";
import { float32, Session } from "../../model/ort.ts";
import { testStream, uniform } from "./tiny_encoder.ts";

/** Float64 values of the inputs by name. */
export type Arrays = Record<string, Float64Array>;

export interface OpCheck {
  /** Shapes of the differentiable inputs. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** Emits the operation on values of those names. */
  readonly emit: (tape: Tape, values: Record<string, Value>) => Value;
  /** The same in float64; row-major output. */
  readonly reference: (arrays: Arrays) => ArrayLike<number>;
}

export interface OpErrors {
  /** Relative 2-norm of the difference of values. */
  readonly forward: number;
  /** Relative 2-norm of the difference of gradients, by input. */
  readonly gradients: Readonly<Record<string, number>>;
  /** The largest of all. */
  readonly worst: number;
}

/** Central differences are exact to about STEP² and rounding / STEP. */
const STEP = 1e-5;

export async function checkOp(check: OpCheck, seed = 3): Promise<OpErrors> {
  const stream = testStream(seed);
  const names = Object.keys(check.inputs);
  const data = Object.fromEntries(names.map((name) => {
    const length = check.inputs[name].reduce((n, size) => n * size, 1);
    return [name, uniform(length, 1, stream)];
  }));
  const exact: Arrays = Object.fromEntries(
    names.map((name) => [name, Float64Array.from(data[name])]),
  );
  const expected = Float64Array.from(check.reference(exact));
  // loss = sum of output times fixed random factors
  const factors = uniform(expected.length, 1, stream);
  const loss = (arrays: Arrays) => dot(check.reference(arrays), factors);

  const tape = new Tape();
  const values = Object.fromEntries(
    names.map((name) => [name, tape.parameter(name, check.inputs[name])]),
  );
  const y = check.emit(tape, values);
  tape.backward(y, tape.input("factors", y.dims));
  tape.output(y, "y");
  for (const name of names) {
    const gradient = tape.gradient(values[name])!;
    tape.output(tape.op("Identity", [gradient], gradient.dims), `g ${name}`);
  }
  const session = await Session.create(tape.build("check"), { threads: 1 });
  const outputs = Object.fromEntries(
    ["y", ...names.map((name) => `g ${name}`)].map((name) => [name, null]),
  );
  const results = await session.run({
    ...Object.fromEntries(
      names.map((name) => [name, float32(data[name], check.inputs[name])]),
    ),
    factors: float32(factors, y.dims as readonly number[]),
  }, outputs);
  await session.release();

  const gradients = Object.fromEntries(names.map((name) => {
    const numeric = exact[name].map((x, i) => {
      const at = (value: number) => {
        const moved = exact[name].slice();
        moved[i] = value;
        return loss({ ...exact, [name]: moved });
      };
      return (at(x + STEP) - at(x - STEP)) / (2 * STEP);
    });
    return [name, relativeError(results[`g ${name}`], numeric)];
  }));
  const forward = relativeError(results.y, expected);
  return {
    forward,
    gradients,
    worst: Math.max(forward, ...Object.values(gradients)),
  };
}

/** |a - b| / |b| in the 2-norm. */
export function relativeError(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  let [difference, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference += (a[i] - b[i]) ** 2;
    size += b[i] ** 2;
  }
  return Math.sqrt(difference / size);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i] * b[i];
  return sum;
}
