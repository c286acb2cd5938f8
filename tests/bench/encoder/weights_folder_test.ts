import { assertThrows } from "@std/assert";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { checkWeights } from "../../../bench/encoder/weights_folder.ts";
import { ENCODERS, FOLDER_ENCODERS, ModelError } from "../../../model/mod.ts";

Deno.test("checkWeights() wants a folder for encoders out of folders, and for no other", () => {
  for (const { name, kind } of ENCODERS) {
    const folder = kind === "folder" ? "weights" : undefined;
    checkWeights([name], folder);
    assertThrows(
      () => checkWeights([name], folder ? undefined : "weights"),
      UsageError,
      name,
    );
  }
});

Deno.test("every encoder out of a folder has a reader, which says what an empty folder lacks", () => {
  for (const { files } of FOLDER_ENCODERS) {
    assertThrows(() => files([]), ModelError, "no weights");
  }
});
