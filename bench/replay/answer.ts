/**
 * The answer of a replay in plain sentences and one small table. Terminal, page and
 * README show the same one, made of the rows of the tables and the manifest.
 *
 * @module
 */
import { numberOf, type Row, textOf } from "../figures/records.ts";
import { counted, listed } from "../report/numbers.ts";
import type { RandomSpace } from "./exact_random.ts";
import type { ReplayManifest } from "./manifest.ts";

/** Rows of the tables that the answer is made of. */
export interface AnswerRows {
  /** Rows of `replay_reached.csv`. */
  readonly reached: readonly Row[];
  /** Rows of `replay_random.csv`; none of a table that is not of levels. */
  readonly random: readonly Row[];
  /** Rows of `replay_incumbents.csv`. */
  readonly incumbents: readonly Row[];
}

/** The answer. */
export interface Answer {
  /** What was asked. */
  readonly question: string;
  /** What was found, a paragraph each. */
  readonly findings: readonly string[];
  /** Headings and rows of the small table. */
  readonly table: readonly (readonly string[])[];
  /** What the numbers do and do not say, a paragraph each. */
  readonly caveats: readonly string[];
}

const QUESTION = "Would random search have found it?";

/** Makes the answer, for the optimizers that the manifest names. */
export function answerOf(manifest: ReplayManifest, rows: AnswerRows): Answer {
  const { trials, optimizers } = manifest;
  const last = ({ reached, random, incumbents }: AnswerRows): AnswerRows => {
    const ofLast = (list: readonly Row[]) =>
      list.filter((row) => numberOf(row, "trials") === trials);
    return {
      reached: ofLast(reached),
      random: ofLast(random),
      incumbents: optimizers.flatMap((optimizer) =>
        ofLast(incumbents).filter((row) =>
          textOf(row, "optimizer") === optimizer
        )
      ),
    };
  };
  const own = last(rows);
  return {
    question: QUESTION,
    ...(manifest.published_space
      ? paperAnswer(manifest, own)
      : tableAnswer(manifest, own)),
    caveats: caveatsOf(manifest),
  };
}

type Findings = Pick<Answer, "findings" | "table">;

/** On the paper's log: how often two thresholds are exceeded. */
function paperAnswer(
  manifest: ReplayManifest,
  { reached, random }: AnswerRows,
): Findings {
  const { optimizers, thresholds, trials } = manifest;
  const [main, high] = thresholds.slice(-2);
  const n = numberOf(reached[0], "n_seeds")!;
  const of = (optimizer: string, threshold: number) =>
    reached.find((row) =>
      textOf(row, "optimizer") === optimizer &&
      numberOf(row, "threshold") === threshold
    )!;
  const exact = (space: RandomSpace, threshold: number) =>
    percent(
      numberOf(
        random.find((row) =>
          textOf(row, "space") === space &&
          numberOf(row, "threshold") === threshold
        )!,
        "share",
      ),
    );
  const withInterval = (row: Row) =>
    `${percent(numberOf(row, "share"))} ${interval(row, "share")}`;
  const difference = (row: Row) => {
    const points = numberOf(row, "share_minus_random");
    return points === null
      ? "-"
      : `${signedPercent(points)} ${interval(row, "difference")}`;
  };
  const [recordedLr, fullLr] = [manifest.space, manifest.published_space!]
    .map(highestLr);
  const found = optimizers.includes("random")
    ? `Within ${counted(trials, "trial")}, ${
      percentWithUnit(of("random", main))
    } of ${n} random searches`
    : `Within ${counted(trials, "trial")}, ${
      exact("recorded", main)
    } % of random searches`;
  const compared = optimizers.includes("random")
    ? optimizers.filter((optimizer) => optimizer !== "random")
    : [];
  return {
    findings: [
      `${found} exceed a BCA of ${
        main.toFixed(2)
      } in the region that the paper recorded, lr up to ${recordedLr}. It searched lr up to ${fullLr}, of which nothing above ${recordedLr} is recorded: even if nothing succeeds there, ${
        exact("published", main)
      } % of random searches of the full range do. That is what the restriction is worth at most.${
        beyondSentence(manifest, main)
      }`,
      ...(compared.length === 0 ? [] : [
        `${percentWithUnit(of("random", high))} of the random searches exceed ${
          high.toFixed(2)
        } in the recorded region. Other optimizers, in points more or fewer: ${
          compared.map((optimizer) =>
            `${optimizer} ${difference(of(optimizer, high))}`
          ).join("; ")
        } (n = ${
          numberOf(of(compared[0], high), "n_pairs")
        } pairs of searches by seed).`,
      ]),
    ],
    table: [
      [
        "optimizer",
        ...[main, high].map((level) => `> ${level.toFixed(2)}, % of ${n}`),
        `minus random, > ${high.toFixed(2)}`,
      ],
      ...optimizers.map((optimizer) => [
        optimizer,
        ...[main, high].map((level) => withInterval(of(optimizer, level))),
        difference(of(optimizer, high)),
      ]),
      ...([
        ["random, exact", "recorded"],
        [`same, lr to ${fullLr}`, "published"],
      ] as const).map(([label, space]) => [
        label,
        ...[main, high].map((level) => exact(space, level)),
        "-",
      ]),
    ],
  };
}

/** Whether anything succeeded outside of what was recorded, as far as the authors' other logs say. */
function beyondSentence(
  { published_beyond: beyond }: ReplayManifest,
  threshold: number,
): string {
  const above = beyond?.exceeding.find((one) => one.threshold === threshold);
  return beyond === undefined || above === undefined
    ? ""
    : ` Of ${
      counted(beyond.trials, "trial")
    } that the authors' other logs hold there, ${above.trials} exceeded ${
      threshold.toFixed(2)
    } (best ${bca(beyond.best)}).`;
}

/** On another table: how good the incumbents are. */
function tableAnswer(
  manifest: ReplayManifest,
  { random, incumbents }: AnswerRows,
): Findings {
  const { table: { title, configurations, best }, trials } = manifest;
  const n = numberOf(incumbents[0], "n_seeds")!;
  const regret = (value: number | null) => value === null ? null : best - value;
  const score = (row: Row) => {
    const validation = numberOf(row, "bca_validation_mean");
    const difference = numberOf(row, "validation_minus_random");
    return [
      textOf(row, "optimizer"),
      bca(validation),
      bca(regret(validation)),
      bca(numberOf(row, "bca_test_mean")),
      difference === null
        ? "-"
        : `${signed(difference)} [${
          ["difference_low", "difference_high"].map((end) =>
            signed(numberOf(row, end))
          ).join(", ")
        }]`,
    ];
  };
  const ofRandom = incumbents.find((row) =>
    textOf(row, "optimizer") === "random"
  );
  const exact = (space: RandomSpace, label: string) =>
    random.filter((row) => textOf(row, "space") === space).slice(0, 1)
      .map((row) => {
        const expected = numberOf(row, "bca_validation_expected");
        return [label, bca(expected), bca(regret(expected)), "-", "-"];
      });
  return {
    findings: [
      `The best of ${
        counted(configurations, "recorded configuration")
      } of ${title} has a validation BCA of ${bca(best)}.${
        ofRandom === undefined
          ? ""
          : ` After ${
            counted(trials, "trial")
          }, the incumbents of ${n} random ${
            n === 1 ? "search" : "searches"
          } lie ${
            bca(regret(numberOf(ofRandom, "bca_validation_mean")))
          } below it on average.`
      }`,
    ],
    table: [
      ["incumbent of", "validation", "regret", "test", "minus random"],
      ...incumbents.map(score),
      ...exact("recorded", "random, exact"),
      ...exact("recorded, none twice", "none twice, exact"),
    ],
  };
}

function caveatsOf({ table, published_space }: ReplayManifest): string[] {
  const protocol = table.title.split("/")[1];
  const seeds = table.split_seeds;
  return [
    `Nothing was trained: what is recorded for ${
      counted(table.configurations, "configuration")
    } answers (${table.rule}). The space is restricted to what was recorded, so these figures hold for that space only. Intervals are 95 % and cover the seeds of the searches, not those of training.`,
    ...(published_space ? [] : [
      `Searched is the validation BCA; the test BCA is that of the same incumbents, where one is recorded.${
        seeds.length === 0
          ? ""
          : seeds.length === 1
          ? ` All trials are of one partition (${protocol}, split seed ${
            seeds[0]
          }).`
          : ` The trials come from ${seeds.length} partitions (${protocol}, split seeds ${
            listed(seeds.map(String))
          }), so that configurations differ by their partitions, too.`
      }`,
    ]),
  ];
}

function highestLr(space: ReplayManifest["space"]): string {
  const lr = space.find(({ name }) => name === "lr");
  if (lr === undefined || lr.kind === "categorical") {
    throw new RangeError(
      'Cannot state the largest lr: found no numeric parameter "lr" in the space',
    );
  }
  return lr.high.toExponential().replace("e+", "e");
}

function percentWithUnit(row: Row): string {
  return `${percent(numberOf(row, "share"))} % ${interval(row, "share")}`;
}

function interval(row: Row, of: string): string {
  const [low, high] = ["low", "high"].map((end) =>
    percent(numberOf(row, `${of}_${end}`))
  );
  return `[${low}, ${high}]`;
}

function percent(share: number | null): string {
  return share === null ? "-" : (100 * share).toFixed(1);
}

function signedPercent(share: number): string {
  return withSign(percent(share));
}

function bca(value: number | null): string {
  return value === null ? "-" : value.toFixed(3).replace(/^-(0\.0*)$/, "$1");
}

function signed(value: number | null): string {
  return withSign(bca(value));
}

/** A written number with its sign; none where it is rounded to zero. */
function withSign(text: string): string {
  if (Number(text) === 0) return text.replace("-", "");
  return Number(text) > 0 ? `+${text}` : text;
}
