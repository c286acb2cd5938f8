/**
 * `deno task transfer`: what studies found, on corpora they never met. Started by
 * `launch.ts`, which gives it its permissions.
 *
 * @module
 */
import { join } from "@std/path";
import { type Corpus, corpusLoader, homepageOf } from "../../corpora/mod.ts";
import { type Command, runCommand } from "../command/command.ts";
import { DataError } from "../command/exit_codes.ts";
import { corpusSource, makeFolder, replaceFile } from "../command/files.ts";
import { readRunData } from "../outputs/read_run.ts";
import { planHash } from "../plan/plan.ts";
import { trainIncumbent } from "../retrain/incumbent.ts";
import { recordIn, writeTables } from "../run/table_folder.ts";
import { alignedText } from "../tables/aligned_text.ts";
import { materialSources } from "../tables/package.ts";
import type { RunData } from "../tables/run_data.ts";
import { toCsv } from "../tables/table.ts";
import { answersOn, PooledFeatures } from "./answers.ts";
import {
  readOptions,
  TRANSFER_COMMAND,
  type TransferOptions,
} from "./options.ts";
import { transferRows } from "./rows.ts";
import { TRANSFER, TRANSFER_CONFUSION } from "./table.ts";
import {
  checkRecords,
  readTransfer,
  type TargetRecord,
  TRANSFER_FILE,
  type TransferRecord,
} from "./transfer_file.ts";

/** `deno task transfer`. */
export const command: Command = {
  ...TRANSFER_COMMAND,
  run: async (line) => await transfer(line.args, readOptions(line)),
};

async function transfer(
  args: readonly string[],
  options: TransferOptions,
): Promise<void> {
  const { folder, out, to } = options;
  const run = await readRunData(folder);
  const corpora = await Promise.all(
    Object.entries(to).map(([name, path]) => targetOf(name, path, options)),
  );
  const hash = await planHash(run.plan);
  const records = readTransfer(
    join(out, TRANSFER_FILE),
    await recordIn(out, TRANSFER_FILE, [TRANSFER, TRANSFER_CONFUSION]),
  );
  checkRecords(records, hash, corpora);
  await makeFolder("out", out);
  const append = async (...more: TransferRecord[]) => {
    records.push(...more);
    await replaceFile(
      join(out, TRANSFER_FILE),
      records.map((record) => JSON.stringify(record) + "\n").join(""),
    );
  };
  for (const corpus of corpora) {
    const known = records.some((record) =>
      record.kind === "target" && record.name === corpus.name
    );
    if (!known) await append(recordOf(corpus));
  }
  await answerAll(run, hash, corpora, records, append, options);
  await write(
    out,
    ["deno", "task", "transfer", ...args],
    run,
    corpora,
    records,
  );
}

async function targetOf(
  name: string,
  folder: string,
  { allowAltered }: TransferOptions,
): Promise<Corpus> {
  const source = await corpusSource(folder, homepageOf(name));
  return await corpusLoader(name, source).load(source, { allowAltered });
}

function recordOf({ name, checksum, utterances }: Corpus): TargetRecord {
  return {
    kind: "target",
    name,
    checksum,
    ids: utterances.map(({ id }) => id),
    labels: utterances.map(({ emotion }) => emotion),
    speakers: utterances.map(({ speaker }) => speaker ?? ""),
  };
}

/** Trains and asks what is not recorded yet, study by study. */
async function answerAll(
  run: RunData,
  plan_hash: string,
  corpora: readonly Corpus[],
  records: readonly TransferRecord[],
  append: (...more: TransferRecord[]) => Promise<void>,
  options: TransferOptions,
): Promise<void> {
  const wanted = run.studies.filter(({ study, trials }) =>
    (options.optimizers?.includes(study.optimizer) ?? true) && trials.length > 0
  );
  if (wanted.length === 0) {
    throw new DataError(
      `Cannot transfer from "${options.folder}": no study of ${
        options.optimizers?.join(", ") ?? "any optimizer"
      } has a trial; its optimizers are ${
        [...new Set(run.studies.map(({ study }) => study.optimizer))].join(", ")
      }`,
    );
  }
  let untouched: { key: string; features: PooledFeatures } | undefined;
  for (const data of wanted) {
    const { study: { key, corpus, encoder, recipe } } = data;
    const targets = corpora.filter(({ name }) =>
      name !== corpus &&
      !records.some((record) =>
        record.kind === "answers" && record.study === key &&
        record.target === name
      )
    );
    if (targets.length === 0) continue;
    console.error(`Training the incumbent of ${key} again`);
    const trained = await trainIncumbent(run, data, options);
    const condition = `${corpus}/${encoder}/${recipe}`;
    const { classes } = trained.open.corpus;
    if (untouched?.key !== condition) {
      await untouched?.features.release();
      untouched = {
        key: condition,
        features: await PooledFeatures.create(
          trained.untouched,
          trained.recipe,
          classes.length,
        ),
      };
    }
    const answers = await answersOn(trained, targets, untouched.features);
    await append(...targets.map(({ name }, i) => ({
      kind: "answers" as const,
      plan_hash,
      study: key,
      trial: trained.trial.trial,
      target: name,
      classes: [...classes],
      predicted: answers[i],
    })));
  }
  await untouched?.features.release();
}

async function write(
  out: string,
  command: readonly string[],
  run: RunData,
  corpora: readonly Corpus[],
  records: readonly TransferRecord[],
): Promise<void> {
  const studies = new Map(run.studies.map(({ study }) => [study.key, study]));
  const { rows, confusion } = transferRows(records, studies);
  const materials = run.studies.map(({ material }) => material);
  const distinct = <T extends { readonly name: string }>(all: readonly T[]) => [
    ...new Map(all.map((one) => [one.name, one])).values(),
  ];
  await writeTables(
    out,
    [
      { table: TRANSFER, csv: toCsv(TRANSFER, rows) },
      { table: TRANSFER_CONFUSION, csv: toCsv(TRANSFER_CONFUSION, confusion) },
    ],
    {
      command,
      targets: corpora.map(({ name, checksum, utterances, notices }) => ({
        name,
        checksum,
        utterances: utterances.length,
        notices,
      })),
    },
    {
      name: "transfer",
      title: "Emotion classifiers on corpora they were not trained on",
      description:
        "Recall by class and balanced class accuracy of incumbents, linear probes and untrained heads on other corpora",
      sources: materialSources(
        [...distinct(materials.map(({ corpus }) => corpus)), ...corpora],
        distinct(materials.map(({ encoder }) => encoder)),
      ),
    },
  );
  console.log(
    alignedText(
      TRANSFER,
      rows.filter((row) => row.class === "balanced"),
      [
        ["optimizer", 0],
        ["target", 0],
        ["calm", 0],
        ["method", 0],
        ["standardised", 0],
        ["n_studies", 0],
        ["recall_mean", 3],
        ["recall_low", 3],
        ["recall_high", 3],
      ],
    ),
  );
  console.log(`Tables and manifest: ${out}`);
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
