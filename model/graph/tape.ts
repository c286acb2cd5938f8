import { GraphBuilder, type Value } from "./builder.ts";

export type { Size, Value } from "./builder.ts";

/**
 * Reverse-mode differentiation while a graph is written.
 *
 * An operation emits its forward nodes at once and records a closure that will
 * emit the nodes of its gradient. `backward` runs the closures last to first,
 * so that a value's gradient is whole before it is used. Where no trainable
 * weight lies upstream nothing is recorded and nothing is emitted.
 *
 * Writing g(v) for the gradient of the loss by v: every closure reads g of its
 * outputs and adds to g of its inputs.
 */
export class Tape extends GraphBuilder {
  readonly #gradients = new Map<string, Value>();
  #closures: (() => void)[] = [];

  /** Declares a trainable weight: fed like an input, differentiated by. */
  parameter(name: string, dims: readonly number[]): Value {
    return { ...this.input(name, dims), differentiable: true };
  }

  /**
   * Records that `output` was computed from `inputs`.
   *
   * @param backward Gets g(output) and calls `accumulate` for the inputs
   * @returns `output`, marked differentiable if any input is
   */
  record(
    output: Value,
    inputs: readonly Value[],
    backward: (gradient: Value) => void,
  ): Value {
    const [recorded] = this.recordAll([output], inputs, ([gradient]) => {
      if (gradient) backward(gradient);
    });
    return recorded;
  }

  /** Like `record` for several outputs; an unused output has no gradient. */
  recordAll(
    outputs: readonly Value[],
    inputs: readonly Value[],
    backward: (gradients: (Value | undefined)[]) => void,
  ): Value[] {
    if (!inputs.some((value) => value.differentiable)) return [...outputs];
    this.#closures.push(() =>
      backward(outputs.map((value) => this.gradient(value)))
    );
    return outputs.map((value) => ({ ...value, differentiable: true }));
  }

  /** Adds `gradient()` to g(value); not even emitted where nobody needs it. */
  accumulate(value: Value, gradient: () => Value): void {
    if (!value.differentiable) return;
    const known = this.#gradients.get(value.name);
    const more = gradient();
    this.#gradients.set(
      value.name,
      known ? this.op("Add", [known, more], value.dims) : more,
    );
  }

  /** g(value) as far as it is known; whole after `backward`. */
  gradient(value: Value): Value | undefined {
    return this.#gradients.get(value.name);
  }

  /**
   * Emits the gradients by everything upstream of `value`.
   *
   * @param gradient g(value), of its shape; 1 for the loss itself
   */
  backward(value: Value, gradient: Value = this.scalar(1)): void {
    this.accumulate(value, () => gradient);
    for (const closure of this.#closures.reverse()) closure();
    this.#closures = [];
  }
}
