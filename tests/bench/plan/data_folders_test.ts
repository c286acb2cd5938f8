import { assert, assertEquals, assertThrows } from "@std/assert";
import { dataFolders, foldersIn } from "../../../bench/plan/data_folders.ts";
import { UsageError } from "../../../bench/command/exit_codes.ts";

Deno.test("dataFolders() takes one folder for one corpus, and names for several", () => {
  assertEquals(dataFolders(undefined, ["emodb"]), {
    emodb: "corpora/data/emodb",
  });
  assertEquals(dataFolders("here", ["emodb"]), { emodb: "here" });
  assertEquals(dataFolders("emodb=here", ["emodb"]), { emodb: "here" });
  assertEquals(dataFolders("crema-d=c=1,emodb=e", ["emodb", "crema-d"]), {
    emodb: "e",
    "crema-d": "c=1",
  });
  assertEquals(dataFolders("ravdess=r", ["emodb", "ravdess"]), {
    emodb: "corpora/data/emodb",
    ravdess: "r",
  });
});

Deno.test("dataFolders() refuses a folder of no corpus of the plan", () => {
  for (const data of ["here", "synthetic=here", "emodb=here,there"]) {
    const { message } = assertThrows(
      () => dataFolders(data, ["emodb", "ravdess"]),
      UsageError,
    );
    assert(message.includes("emodb=FOLDER,ravdess=FOLDER"), message);
  }
});

Deno.test("foldersIn() are the folders that dataFolders() may give", () => {
  assertEquals(foldersIn("here"), ["here"]);
  assertEquals(foldersIn("emodb=e,ravdess=r"), ["e", "r"]);
  // Not names of corpora: one folder, which the permissions then refuse for its comma.
  assertEquals(foldersIn("a,emodb=e"), ["a,emodb=e"]);
});
