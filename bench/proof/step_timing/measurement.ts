import {
  defineTable,
  integer,
  number,
  type Table,
  text,
} from "../../tables/table.ts";
import { alignedText } from "../../tables/aligned_text.ts";
import { ENCODER, SECONDS, THREADS } from "./place.ts";
import { median, type Timing } from "./timing.ts";

/** What was measured for one variant, length and number of threads. */
export interface Measurement {
  readonly encoder: string;
  readonly variant: string;
  readonly threads: number;
  readonly seconds: number;
  readonly frames: number;
  /** Multiply-adds x 2 of one of our steps, in 1e9. */
  readonly work_gflop: number;
  /** The quickest step of each block, ours. */
  readonly ours: readonly Timing[];
  /** PyTorch's, block by block between ours; empty where it was not timed. */
  readonly torch: readonly Timing[];
  /** Fastest square product on as many threads, GFLOP/s. */
  readonly sgemm: { readonly ours: number; readonly torch: number | null };
}

/** Median over blocks of the quickest step, in milliseconds. */
const middle = (blocks: readonly Timing[], of: 0 | 1) =>
  blocks.length > 0 ? median(blocks.map((block) => block[of])) : null;

/** Median over neighbouring blocks of ours / PyTorch's. */
const ratio = ({ ours, torch }: Measurement, of: 0 | 1) =>
  torch.length > 0
    ? median(ours.map((block, i) => block[of] / torch[i][of]))
    : null;

/** Matrix products of our step by wall time, GFLOP/s. */
const rate = (row: Measurement) =>
  row.work_gflop / (middle(row.ours, 0)! / 1000);

/** The columns of `core.csv`. */
export const CORE: Table<Measurement> = defineTable<Measurement>()({
  name: "core",
  description:
    "One row is one encoder, variant, length and number of threads; times are medians over alternating blocks of each block's quickest step",
  key: ["encoder", "variant", "threads", "seconds"],
  columns: {
    encoder: ENCODER,
    variant: text(
      "what is trained and what PyTorch caches",
      (row) => row.variant,
    ),
    threads: THREADS,
    seconds: SECONDS,
    frames: integer(
      "frames that enter the blocks",
      (row) => row.frames,
    ),
    work: number(
      "multiply-adds x 2 of the matrix products of our step",
      (row) => row.work_gflop,
      { unit: "GFLOP" },
    ),
    ours_ms: number(
      "our step, wall time",
      (row) => middle(row.ours, 0),
      { unit: "ms", time: true },
    ),
    torch_ms: number(
      "PyTorch's step, wall time",
      (row) => middle(row.torch, 0),
      { unit: "ms", time: true },
    ),
    ratio: number(
      "ours / PyTorch's wall time, median over pairs of blocks",
      (row) => ratio(row, 0),
      { time: true },
    ),
    ours_processor_ms: number(
      "our step, processor time of all threads",
      (row) => middle(row.ours, 1),
      { unit: "ms", time: true },
    ),
    torch_processor_ms: number(
      "PyTorch's step, processor time of all threads",
      (row) => middle(row.torch, 1),
      { unit: "ms", time: true },
    ),
    processor_ratio: number(
      "the same of processor time",
      (row) => ratio(row, 1),
      { time: true },
    ),
    rate: number(
      "work by our wall time",
      rate,
      { unit: "GFLOP/s", time: true },
    ),
    sgemm_ours: number(
      "square product of ONNX Runtime, quickest",
      (row) => row.sgemm.ours,
      { unit: "GFLOP/s", time: true },
    ),
    sgemm_torch: number(
      "square product of PyTorch, quickest",
      (row) => row.sgemm.torch,
      { unit: "GFLOP/s", time: true },
    ),
    sgemm_share: number(
      "rate by the faster of the two",
      (row) => rate(row) / Math.max(row.sgemm.ours, row.sgemm.torch ?? 0),
      { time: true },
    ),
  },
});

/** Columns on the terminal and their decimals. */
const SHOWN: readonly (readonly [column: string, decimals: number])[] = [
  ["variant", 0],
  ["threads", 0],
  ["seconds", 1],
  ["frames", 0],
  ["ours_ms", 1],
  ["torch_ms", 1],
  ["ratio", 2],
  ["processor_ratio", 2],
  ["rate", 0],
  ["sgemm_ours", 0],
  ["sgemm_torch", 0],
  ["sgemm_share", 2],
];

/** The measurements as aligned text. */
export function coreText(rows: readonly Measurement[]): string {
  return alignedText(CORE, rows, SHOWN);
}
