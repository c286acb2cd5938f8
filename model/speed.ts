import { GraphBuilder } from "./graph/builder.ts";
import { float32, Session } from "./ort.ts";

/** Rows, inner size and columns of the product: a layer of a small encoder on 2.8 s of speech. */
const [ROWS, INNER, COLUMNS] = [140, 384, 1536];
/** Runs that are timed; the quickest counts, since other programs only slow it. */
const RUNS = 12;

/**
 * How fast this machine multiplies matrices: the rate of one float32 product on
 * one thread, in GFLOP/s (multiply-adds x 2). Takes some hundredths of a second.
 * What a training step takes scales about with its inverse.
 *
 * @param now Clock in milliseconds
 */
export async function productRate(now: () => number): Promise<number> {
  const graph = new GraphBuilder();
  const x = graph.input("x", [ROWS, INNER]);
  const w = graph.input("w", [INNER, COLUMNS]);
  graph.output(graph.op("Gemm", [x, w], [ROWS, COLUMNS]), "y");
  const session = await Session.create(graph.build("product"), { threads: 1 });
  const filled = (rows: number, columns: number) =>
    float32(new Float32Array(rows * columns).fill(0.5), [rows, columns]);
  const feeds = { x: filled(ROWS, INNER), w: filled(INNER, COLUMNS) };
  const outputs = { y: filled(ROWS, COLUMNS) };
  let quickest = Infinity;
  for (let run = 0; run < RUNS; run++) {
    const start = now();
    await session.run(feeds, outputs);
    quickest = Math.min(quickest, now() - start);
  }
  await session.release();
  return 2e-6 * ROWS * INNER * COLUMNS / quickest;
}
