/**
 * Products of one linear layer, as a training step has them: where a step's time
 * goes beside PyTorch's.
 *
 * @module
 */
import { GraphBuilder } from "../../../model/graph/builder.ts";
import { float32, Session, type Tensor } from "../../../model/ort.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import {
  defineTable,
  integer,
  number,
  type Table,
  text,
} from "../../tables/table.ts";
import { alignedText } from "../../tables/aligned_text.ts";
import { ENCODER, type Place, SECONDS, THREADS } from "./place.ts";
import { timed, type Timing } from "./timing.ts";

/** y = x W, g(x) = g(y) Wᵀ, g(W) = xᵀ g(y). */
export const PRODUCT_KINDS = [
  "forward",
  "input_gradient",
  "weight_gradient",
] as const;

/** A layer's products of one kind. */
export interface Product {
  readonly kind: typeof PRODUCT_KINDS[number];
  /** Rows of x: frames. */
  readonly rows: number;
  /** Columns of x. */
  readonly inner: number;
  /** Columns of y. */
  readonly outer: number;
  /**
   * Layers in one run, each with weights and gradient of its own: as in a step,
   * these come from memory, and x and g(y) do not.
   */
  readonly layers: number;
}

/** How fast both sides are at it. */
export interface ProductRate extends Product, Place {
  /** GFLOP/s, quickest run. */
  readonly ours: number;
  /** PyTorch's; `null` without it. */
  readonly torch: number | null;
}

/** The columns of `products.csv`. */
export const PRODUCTS: Table<ProductRate> = defineTable<ProductRate>()({
  name: "products",
  description:
    "One row is one kind of product of the first map of the feed-forward part, from the encoder's width to four times it, by length and number of threads; the quickest run counts",
  key: ["encoder", "threads", "seconds", "kind"],
  columns: {
    encoder: { ...ENCODER, description: "encoder whose width is taken" },
    threads: THREADS,
    seconds: SECONDS,
    kind: text(
      "forward: rows times weights; input_gradient: the gradient by the rows; weight_gradient: that by the weights",
      (row) => row.kind,
    ),
    rows: integer(
      "rows, one for each frame",
      (row) => row.rows,
    ),
    inner: integer(
      "columns of the rows, the encoder's width",
      (row) => row.inner,
    ),
    outer: integer(
      "columns of the result",
      (row) => row.outer,
    ),
    ours: number(
      "ONNX Runtime, as our step asks for it",
      (row) => row.ours,
      { unit: "GFLOP/s", time: true },
    ),
    torch: number(
      "PyTorch",
      (row) => row.torch,
      { unit: "GFLOP/s", time: true },
    ),
  },
});

/** The rates as aligned text. */
export function productsText(rows: readonly ProductRate[]): string {
  return alignedText(PRODUCTS, rows, [
    ["threads", 0],
    ["seconds", 1],
    ["kind", 0],
    ["rows", 0],
    ["inner", 0],
    ["outer", 0],
    ["ours", 0],
    ["torch", 0],
  ]);
}

/** Rate of the quickest run, GFLOP/s. */
export function rateOf(
  { rows, inner, outer, layers }: Product,
  times: readonly Timing[],
): number {
  const quickest = Math.min(...times.map(([wall]) => wall));
  return 2e-6 * rows * inner * outer * layers / quickest;
}

/** A graph with everything that a run of it takes. */
export interface PreparedProducts {
  /** Its bytes. */
  readonly model: Uint8Array;
  /** Inputs: `x` [rows, inner], `g` [rows, outer], `w 0` [inner, outer] and so on. */
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** Where results go: `result 0` and so on. */
  readonly outputs: Readonly<Record<string, Tensor>>;
}

/** Our products, asked for as `model/ops/linear.ts` does. */
export function preparedProducts(
  { kind, rows, inner, outer, layers }: Product,
): PreparedProducts {
  const stream = new RandomState(1);
  const tensor = ([rows, columns]: readonly number[], value: () => number) =>
    float32(Float32Array.from({ length: rows * columns }, value), [
      rows,
      columns,
    ]);
  const noise = () => stream.random() - 0.5;
  const graph = new GraphBuilder();
  const feeds: Record<string, Tensor> = {};
  const outputs: Record<string, Tensor> = {};
  const fed = (name: string, dims: readonly number[]) => {
    feeds[name] = tensor(dims, noise);
    return graph.input(name, dims);
  };
  const [x, w, y] = [[rows, inner], [inner, outer], [rows, outer]];
  const [rowsIn, gradient] = [fed("x", x), fed("g", y)];
  for (let layer = 0; layer < layers; layer++) {
    const weights = () => fed(`w ${layer}`, w);
    const [result, dims] = {
      forward: () => [graph.op("Gemm", [rowsIn, weights()], y), y] as const,
      input_gradient: () =>
        [
          graph.op("Gemm", [gradient, weights()], x, { transB: 1n }),
          x,
        ] as const,
      weight_gradient: () => {
        const turned = graph.op("Transpose", [rowsIn], [inner, rows], {
          perm: [1, 0],
        });
        return [graph.op("Gemm", [turned, gradient], w), w] as const;
      },
    }[kind]();
    const name = `result ${layer}`;
    graph.output(result, name);
    outputs[name] = tensor(dims, () => 0);
  }
  return { model: graph.build("products"), feeds, outputs };
}

/** Times our products. */
export async function ourProducts(
  product: Product,
  threads: number,
  times: number,
): Promise<Timing[]> {
  const { model, feeds, outputs } = preparedProducts(product);
  const session = await Session.create(model, { threads });
  const marks = await timed(() => session.run(feeds, outputs), times);
  await session.release();
  return marks;
}
