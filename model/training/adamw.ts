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

/** Bytes of weights in one block; a block takes four times as much, of 4 GiB at most. */
const LARGEST_PART = 2 ** 29;

/**
 * Weights, moments and gradients of all trained tensors in a few blocks of
 * memory, one where they fit, and AdamW with clipping by global norm over them.
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
  readonly #blocks: readonly Block[];
  readonly #places = new Map<string, { block: Block; place: Place }>();
  #steps = 0;

  /**
   * Weights, moments and gradients start at zero.
   *
   * @param largestPart Bytes of weights in one block; the results do not depend
   *   on it
   */
  constructor(
    tensors: readonly Named[],
    options: AdamwOptions,
    largestPart: number = LARGEST_PART,
  ) {
    this.names = tensors.map((tensor) => tensor.name);
    this.#options = options;
    this.#blocks = layOut(tensors, largestPart).map((places) => {
      const block = new Block(places);
      for (const place of places) {
        this.#places.set(place.name, { block, place });
      }
      return block;
    });
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
    for (const block of this.#blocks) block.forget();
    this.#steps = 0;
  }

  /** 2-norm of the whole gradient. */
  gradientNorm(): number {
    let sum = 0;
    for (const block of this.#blocks) {
      sum = block.gradients().reduce((sum, g) => sum + g * g, sum);
    }
    return Math.sqrt(sum);
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
    for (const { update, span } of this.#blocks) {
      update(
        0,
        span,
        2 * span,
        3 * span,
        span,
        1 - rate * weightDecay,
        rate * correction2 / correction1,
        epsilon * correction2,
        (1 - beta1) * clip,
        (1 - beta2) * clip * clip,
        beta1,
        beta2,
      );
    }
  }

  #view(name: string, part: number): Float32Array {
    const found = this.#places.get(name);
    if (!found) {
      throw new RangeError(
        `Cannot find tensor "${name}": expected one of ${
          this.names.join(", ")
        }`,
      );
    }
    return found.block.view(found.place, part);
  }
}

/** Where a tensor begins in each part of its block, in bytes, and its values. */
interface Place {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

/** Lists of tensors that share a block, in order; a block is never empty. */
function layOut(tensors: readonly Named[], largestPart: number): Place[][] {
  const blocks: Place[][] = [];
  let end = Infinity;
  for (const { name, dims } of tensors) {
    const length = dims.reduce((n, size) => n * size, 1);
    const bytes = aligned(4 * length);
    if (end + bytes > largestPart) {
      blocks.push([]);
      end = 0;
    }
    blocks[blocks.length - 1].push({ name, offset: end, length });
    end += bytes;
  }
  return blocks;
}

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** One memory of four equal parts: weights, first, second moments, gradients. */
class Block {
  /** Bytes of a part. */
  readonly span: number;
  readonly update: ReturnType<typeof adamwKernel>;
  readonly #memory: WebAssembly.Memory;

  constructor(places: readonly Place[]) {
    const { offset, length } = places[places.length - 1];
    this.span = offset + aligned(4 * length);
    // Fixed size: growing would detach every view
    const pages = Math.ceil(4 * this.span / PAGE);
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.update = adamwKernel(this.#memory);
  }

  view({ offset, length }: Place, part: number): Float32Array {
    return new Float32Array(
      this.#memory.buffer,
      part * this.span + offset,
      length,
    );
  }

  gradients(): Float32Array {
    return new Float32Array(this.#memory.buffer, 3 * this.span, this.span / 4);
  }

  forget(): void {
    new Uint8Array(this.#memory.buffer, this.span, 2 * this.span).fill(0);
  }
}
