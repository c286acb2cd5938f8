import { adamwKernel } from "./adamw_kernel.ts";

/** A named weight and its shape. */
interface Named {
  readonly name: string;
  readonly dims: readonly number[];
}

/** What stays the same from step to step. */
export interface AdamwOptions {
  /** Decay rates of the first and second moment. */
  readonly betas: readonly [number, number];
  /** Term in the denominator. */
  readonly epsilon: number;
  /** Decoupled weight decay. */
  readonly weightDecay: number;
  /** Largest 2-norm of the whole gradient. */
  readonly clipNorm: number;
}

/** Every tensor starts on a cache line. */
const ALIGNMENT = 64;
const PAGE = 65536;

/**
 * Weights, moments and gradients of all trained tensors in one block of
 * memory, and AdamW with clipping by global norm over it.
 *
 *     clip: g = g min(1, clipNorm / (norm + 1e-6))
 *     m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g²
 *     w = w (1 - rate weightDecay)
 *         - rate m' / (sqrt(v') + epsilon),  m' = m / (1 - beta1^t), v' likewise
 *
 * as `torch.nn.utils.clip_grad_norm_` and `torch.optim.AdamW` of PyTorch 2.
 *
 * Source: Loshchilov and Hutter 2019, arXiv 1711.05101
 */
export class AdamW {
  /** Names of the tensors, in the order given. */
  readonly names: readonly string[];
  readonly #options: AdamwOptions;
  readonly #memory: WebAssembly.Memory;
  readonly #update: ReturnType<typeof adamwKernel>;
  /** Bytes of one of the four parts: weights, first, second moments, gradients. */
  readonly #span: number;
  readonly #places = new Map<string, { offset: number; length: number }>();
  #steps = 0;

  /** Weights, moments and gradients start at zero. */
  constructor(tensors: readonly Named[], options: AdamwOptions) {
    this.names = tensors.map((tensor) => tensor.name);
    this.#options = options;
    let offset = 0;
    for (const { name, dims } of tensors) {
      const length = dims.reduce((n, size) => n * size, 1);
      this.#places.set(name, { offset, length });
      offset += Math.ceil(4 * length / ALIGNMENT) * ALIGNMENT;
    }
    this.#span = offset;
    // Fixed size: growing would detach every view
    const pages = Math.ceil(4 * offset / PAGE);
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.#update = adamwKernel(this.#memory);
  }

  /** A tensor's weights; the array is the memory itself. */
  weights(name: string): Float32Array {
    return this.#view(name, 0);
  }

  /** A tensor's gradient, to be filled in before `step`; likewise live. */
  gradients(name: string): Float32Array {
    return this.#view(name, 3);
  }

  /** Forgets moments and the number of steps; weights stay. */
  restart(): void {
    new Uint8Array(this.#memory.buffer, this.#span, 2 * this.#span).fill(0);
    this.#steps = 0;
  }

  /** 2-norm of the whole gradient. */
  gradientNorm(): number {
    const all = new Float32Array(
      this.#memory.buffer,
      3 * this.#span,
      this.#span / 4,
    );
    return Math.sqrt(all.reduce((sum, g) => sum + g * g, 0));
  }

  /**
   * One update of all weights from the gradients as they stand.
   *
   * @param rate Learning rate
   * @param norm 2-norm of the whole gradient, before clipping
   */
  step(rate: number, norm: number): void {
    const { betas: [beta1, beta2], epsilon, weightDecay, clipNorm } =
      this.#options;
    this.#steps++;
    const correction1 = 1 - beta1 ** this.#steps;
    const correction2 = Math.sqrt(1 - beta2 ** this.#steps);
    const clip = Math.min(1, clipNorm / (norm + 1e-6));
    this.#update(
      0,
      this.#span,
      2 * this.#span,
      3 * this.#span,
      this.#span,
      1 - rate * weightDecay,
      rate * correction2 / correction1,
      epsilon * correction2,
      (1 - beta1) * clip,
      (1 - beta2) * clip * clip,
      beta1,
      beta2,
    );
  }

  #view(name: string, part: number): Float32Array {
    const place = this.#places.get(name);
    if (!place) {
      throw new RangeError(
        `Cannot find tensor "${name}": expected one of ${
          this.names.join(", ")
        }`,
      );
    }
    const offset = part * this.#span + place.offset;
    return new Float32Array(this.#memory.buffer, offset, place.length);
  }
}
