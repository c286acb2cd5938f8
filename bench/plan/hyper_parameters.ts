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
export interface HyperParameter<Name extends string = string> {
  /** Name, as in configurations and columns. */
  readonly name: Name;
  /** How it is searched unless a plan says otherwise. */
  readonly parameter: Parameter;
  /** Its values in the grids unless a plan says otherwise. */
  readonly levels: readonly number[];
  /** Unit of its column. */
  readonly unit?: string;
  /** Description of its column. */
  readonly description: string;
  /** A value as figures write it. */
  readonly text: (value: number) => string;
}

/** How the paper searches one of its hyper-parameters. */
function published(
  name: string,
): Pick<HyperParameter, "parameter" | "levels"> {
  const parameter = paperSpace().find((parameter) => parameter.name === name)!;
  return { parameter, levels: PUBLISHED_LEVELS[name] };
}

const DEFINITIONS = {
  lr: {
    ...published("lr"),
    description:
      "peak learning rate of AdamW, head and encoder alike; empty for a probe, like the epochs",
    text: (lr) => lr.toExponential(1).replace(".0", ""),
  },
  num_epochs: {
    ...published("num_epochs"),
    unit: "epochs",
    description: "epochs in all, frozen ones included",
    text: String,
  },
  unfreeze_epoch: {
    ...published("unfreeze_epoch"),
    unit: "epochs",
    description: "epoch (from 0) from which the encoder is trained",
    text: String,
  },
  max_length: {
    ...published("max_length"),
    unit: "samples at 16 kHz",
    description: "longest audio used",
    text: (samples: number) => `${samples / 16_000} s`,
  },
} as const satisfies Readonly<Record<string, Omit<HyperParameter, "name">>>;

/** Names of the hyper-parameters that can be searched. */
export type HyperParameterName = keyof typeof DEFINITIONS;

/** The four of arXiv 2510.07052, in the order of their columns. */
export const HYPER_PARAMETERS: readonly HyperParameter<HyperParameterName>[] =
  Object.entries(DEFINITIONS).map(([name, definition]) => ({
    name: name as HyperParameterName,
    ...definition,
  }));

/** Names of those that every configuration has, however old: the published ones. */
export const PUBLISHED_NAMES: readonly string[] = paperSpace()
  .map(({ name }) => name);

/** Whether all values of a parameter are whole numbers. */
export function isWholeNumbered(parameter: Parameter): boolean {
  return parameter.kind === "integer" ||
    parameter.kind === "categorical" &&
      parameter.choices.every(Number.isInteger);
}

/** A configuration's values of hyper-parameters, others left out. */
export function searchedValues(
  values: Readonly<Record<string, unknown>>,
  parameters: readonly HyperParameter[] = HYPER_PARAMETERS,
): Record<string, number> {
  return Object.fromEntries(
    parameters.flatMap(({ name }) => {
      const value = values[name];
      return value === undefined || value === null
        ? []
        : [[name, Number(value)]];
    }),
  );
}
