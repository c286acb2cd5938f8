/**
 * The hyper-parameters that can be searched: how each is searched, and what its
 * column in the tables says. A new one is one entry here, beside its use in the
 * training core.
 *
 * @module
 */
import {
  paperSpace,
  type Parameter,
  PUBLISHED_LEVELS,
} from "../../optimizers/mod.ts";

/** A hyper-parameter as plans, tables and figures see it. */
export interface HyperParameter {
  /** Name, as in configurations and columns. */
  readonly name: HyperParameterName;
  /** How it is searched unless a plan says otherwise. */
  readonly parameter: Parameter;
  /** Its values in the published grid. */
  readonly levels: readonly number[];
  /** Unit of its column. */
  readonly unit?: string;
  /** Description of its column. */
  readonly description: string;
  /** A value as figures write it. */
  readonly text: (value: number) => string;
}

const MEANINGS = {
  lr: {
    description:
      "peak learning rate of AdamW, head and encoder alike; empty for a probe, like the epochs",
    text: (lr) => lr.toExponential(1).replace(".0", ""),
  },
  num_epochs: {
    unit: "epochs",
    description: "epochs in all, frozen ones included",
    text: String,
  },
  unfreeze_epoch: {
    unit: "epochs",
    description: "epoch (from 0) from which the encoder is trained",
    text: String,
  },
  max_length: {
    unit: "samples at 16 kHz",
    description: "longest audio used",
    text: (samples: number) => `${samples / 16_000} s`,
  },
} as const satisfies Readonly<
  Record<string, Pick<HyperParameter, "unit" | "description" | "text">>
>;

/** Names of the hyper-parameters that can be searched. */
export type HyperParameterName = keyof typeof MEANINGS;

/** The four of arXiv 2510.07052, in the order of their columns. */
export const HYPER_PARAMETERS: readonly HyperParameter[] = Object.entries(
  MEANINGS,
).map(([name, meaning]) => ({
  name: name as HyperParameterName,
  parameter: paperSpace().find((parameter) => parameter.name === name)!,
  levels: PUBLISHED_LEVELS[name],
  ...meaning,
}));

/** Whether all values of a parameter are whole numbers. */
export function isWholeNumbered(parameter: Parameter): boolean {
  return parameter.kind === "integer" ||
    parameter.kind === "categorical" &&
      parameter.choices.every(Number.isInteger);
}

/** A configuration's values of the searched hyper-parameters, others left out. */
export function searchedValues(
  values: Readonly<Record<string, unknown>>,
): Record<string, number> {
  return Object.fromEntries(
    HYPER_PARAMETERS.flatMap(({ name }) => {
      const value = values[name];
      return value === undefined || value === null
        ? []
        : [[name, Number(value)]];
    }),
  );
}
