import type { Params } from "../../optimizers/types.ts";

/** The six lengths of the recorded studies, in the order of their indices. */
export const LENGTHS: readonly number[] = [
  32000,
  48000,
  64000,
  80000,
  112000,
  160000,
];

/** A recorded configuration: lr, num_epochs, unfreeze_epoch, max_length. */
export type RecordedX = readonly [number, number, number, number];

/** Integers and choices exactly, lr within 1e-12 relative. */
export function sameConfiguration(
  found: RecordedX,
  recorded: RecordedX,
): boolean {
  return found[1] === recorded[1] && found[2] === recorded[2] &&
    found[3] === recorded[3] &&
    Math.abs(found[0] - recorded[0]) <= 1e-12 * recorded[0];
}

/** A recorded configuration by name. */
export function toParams(x: RecordedX): Params {
  return {
    lr: x[0],
    num_epochs: x[1],
    unfreeze_epoch: x[2],
    max_length: x[3],
  };
}

/** A configuration in the order of records. */
export function toX(params: Params): RecordedX {
  return [
    params.lr,
    params.num_epochs,
    params.unfreeze_epoch,
    params.max_length,
  ];
}
