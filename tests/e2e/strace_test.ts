import { assert, assertEquals } from "@std/assert";
import { emptyFolder, mainArguments, SHORT_PLAN } from "./program.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** What Deno itself writes at every start: its caches and the lock of node_modules. */
const DENOS_OWN =
  /\/\w+_cache_v\d+(-wal|-shm|-journal)?$|\/node_modules\/\.deno\/\.deno\.lock/;

/** Whether strace is there, on the path and permitted. */
async function hasStrace(): Promise<boolean> {
  try {
    return (await new Deno.Command("strace", { args: ["-V"] }).output())
      .success;
  } catch {
    return false;
  }
}

const present = await hasStrace();
if (!present) {
  console.log(
    "skipped: a run opens no socket and writes nothing outside --out, as strace is not installed",
  );
}

Deno.test({
  name: "a run opens no socket and writes nothing outside its output folder",
  ignore: !present,
  fn: async () => {
    const out = await emptyFolder("traced");
    const log = `${await emptyFolder("trace")}/log`;
    const { code, stderr } = await new Deno.Command("strace", {
      args: [
        "-f",
        "--seccomp-bpf",
        "-q",
        "-o",
        log,
        "-e",
        "trace=socket,connect,bind,open,openat,creat,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,symlink,link,linkat,truncate",
        "deno",
        ...mainArguments([
          ...SHORT_PLAN,
          `--out=${out}`,
          "--quiet",
        ], out),
      ],
      stdin: "null",
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    const calls = (await Deno.readTextFile(log)).split("\n");
    assertEquals(
      calls.filter((call) =>
        /\b(socket|connect|bind)\((AF_INET|\d+, \{sa_family=AF_INET)/.test(call)
      ),
      [],
    );
    const changes = calls.filter((call) =>
      / = [0-9]/.test(call) &&
      (/O_(WRONLY|RDWR|CREAT|TRUNC)/.test(call) ||
        /\b(creat|rename\w*|mkdir\w*|unlink\w*|symlink|link\w*|truncate)\(/
          .test(call))
    );
    assert(
      changes.some((call) => call.includes(`${out}/trials.csv`)),
      "the trace saw the tables being written",
    );
    const outside = changes.filter((call) => {
      const paths = [...call.matchAll(/"([^"]*)"/g)].map(([, path]) => path);
      return !paths.every((path) =>
        path.startsWith(out) || path.startsWith("/dev/") || DENOS_OWN.test(path)
      );
    });
    assertEquals(outside, [], `written outside ${out} by a run in ${ROOT}`);
  },
});
