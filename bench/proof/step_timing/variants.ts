import type { Encoder } from "../../../model/mod.ts";

/** What is trained, and what either side computes in a step. */
export interface Variant {
  /** Name in the table. */
  readonly name: string;
  /** What it is, for people. */
  readonly description: string;
  /** First block trained, 0-based. */
  readonly first_block: number;
  /** Blocks used. */
  readonly pooled_after: number;
  /** Whether PyTorch, too, keeps what lies below the first trained block. */
  readonly cached: boolean;
  /** Tuning method, "full" where it is left out; others are not timed in PyTorch. */
  readonly tuning?: string;
}

/** What costs less than training all blocks in full, beside which it stands. */
function tunedVariants(blocks: number): readonly Variant[] {
  const methods = {
    lora: "LoRA of rank 8 on attention",
    "lora+targets=both": "LoRA of rank 8 on attention and feed-forward",
    bitfit: "biases and norms",
  };
  return Object.entries(methods).map(([tuning, what]) => ({
    name: `all-${tuning}`,
    description:
      `${what} of all blocks trained; front end cached; without PyTorch`,
    first_block: 0,
    pooled_after: blocks,
    cached: true,
    tuning,
  }));
}

/** The variants of moonshine-tiny that are timed. Ours always caches. */
export const MOONSHINE_VARIANTS: readonly Variant[] = [
  {
    name: "all",
    description: "all blocks trained; front end cached on both sides",
    first_block: 0,
    pooled_after: 6,
    cached: true,
  },
  ...tunedVariants(6),
  {
    name: "middle",
    description:
      "blocks 1 to 3 trained, pooled after 4; front end and block 0 cached on both sides",
    first_block: 1,
    pooled_after: 4,
    cached: true,
  },
  {
    name: "middle-uncached",
    description:
      "the same, but PyTorch computes front end and block 0 in every step, as a script without caches does",
    first_block: 1,
    pooled_after: 4,
    cached: false,
  },
];

/** The variants that are timed of a Whisper encoder with so many blocks. */
export function whisperVariants(blocks: number): readonly Variant[] {
  return [
    {
      name: "all",
      description: "all blocks trained; front end cached on both sides",
      first_block: 0,
      pooled_after: blocks,
      cached: true,
    },
    ...tunedVariants(blocks),
    {
      name: "first-two",
      description:
        "blocks 0 and 1 trained, pooled after 2; front end cached on both sides",
      first_block: 0,
      pooled_after: 2,
      cached: true,
    },
    {
      name: "second",
      description:
        "block 1 trained, pooled after 2; front end and block 0 cached on both sides",
      first_block: 1,
      pooled_after: 2,
      cached: true,
    },
  ];
}

/** All of an encoder whose front end can be trained, too. */
export function wholeOf({ blocks }: Encoder): Variant {
  return {
    name: "whole",
    description: "front end and all blocks trained; nothing to cache",
    first_block: 0,
    pooled_after: blocks,
    cached: false,
  };
}
