import { assertEquals } from "@std/assert";
import { replayFiles } from "../../../bench/replay/files.ts";
import { replayAll } from "../../../bench/replay/pool.ts";
import { paperGrid } from "../../../bench/replay/recorded.ts";

Deno.test("replayAll() and replayFiles() give the same bytes with one worker and with two", async () => {
  const source = await paperGrid(
    new URL("../../../results/published/", import.meta.url),
  );
  const plan = {
    optimizers: ["random", "optuna-5.0", "ax-1.3"],
    seeds: Array.from({ length: 21 }, (_, i) => 500 + i),
    trials: 6,
  };
  const [one, two] = await Promise.all([1, 2].map(async (jobs) => {
    const replays = await replayAll(plan, source, jobs);
    return (await replayFiles(
      { plan, source, replays, published: [], beyond: null },
      true,
    )).files;
  }));
  assertEquals([...two], [...one]);
  assertEquals(
    one.get("replay.csv")!.split("\n", 2)[0],
    "optimizer,search_seed,trial,lr,num_epochs,unfreeze_epoch,max_length,bca_validation,bca_test,state",
  );
  // A header, 3 optimizers x 21 seeds x 6 trials, and the end of the last line.
  assertEquals(one.get("replay.csv")!.split("\n").length, 1 + 3 * 21 * 6 + 1);
});
