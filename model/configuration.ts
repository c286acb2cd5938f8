import type { Configuration } from "./types.ts";

/**
 * The configuration of a trial's parameters.
 *
 * @param params Values by name; others than a configuration's are left out
 * @throws {RangeError} If one is missing
 */
export function toConfiguration(
  params: Readonly<Record<string, number>>,
): Configuration {
  const of = (name: keyof Configuration) => valueOf(params, name);
  return {
    lr: of("lr"),
    num_epochs: of("num_epochs"),
    unfreeze_epoch: of("unfreeze_epoch"),
    max_length: of("max_length"),
  };
}

/**
 * The value of one hyper-parameter among a trial's parameters.
 *
 * @throws {RangeError} If it is missing
 */
export function valueOf(
  params: Readonly<Record<string, number>>,
  name: keyof Configuration,
): number {
  const value: number | undefined = params[name];
  if (value !== undefined) return value;
  const found = Object.keys(params).join(", ") || "none";
  throw new RangeError(
    `Cannot train a configuration without "${name}": found ${found}; search it, or fix it in the space`,
  );
}
