/**
 * What the columns of a log of trials mean that another program wrote: by the
 * format, or by what a plan says.
 *
 * @module
 */
import * as v from "valibot";
import { DataError, UsageError } from "../command/exit_codes.ts";
import { HYPER_PARAMETERS } from "../plan/hyper_parameters.ts";
import { columnAt, type TextTable } from "../tables/text_table.ts";

const Name = v.pipe(
  v.string("expected text"),
  v.nonEmpty("expected the name of a column"),
);
const ParameterName = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z]\w*$/,
    "expected names of letters, digits and underscores, a letter first",
  ),
);
const optional = v.optional(Name);

/** The table `log` of a plan. */
const Schema = v.strictObject({
  value: optional,
  direction: v.optional(
    v.picklist(["maximize", "minimize"], 'expected "maximize" or "minimize"'),
  ),
  parameters: v.optional(v.union([
    v.pipe(v.array(ParameterName), v.minLength(1, "expected a name at least")),
    v.pipe(
      v.record(ParameterName, Name),
      v.minEntries(1, "expected a name at least"),
    ),
  ], 'expected names, such as ["lr", "dropout"] or { lr = "config/lr" }')),
  test: optional,
  state: optional,
  reason: optional,
  trial: optional,
  study: optional,
  seed: v.optional(
    v.union(
      [v.pipe(v.number(), v.safeInteger(), v.minValue(0)), Name],
      "expected a whole number or the name of a column",
    ),
  ),
  duration: optional,
  optimizer: optional,
  corpus: optional,
  protocol: optional,
  encoder: optional,
  recipe: optional,
});

/** What the columns of a log mean, all of them that are needed. */
export type WholeLogColumns =
  & LogColumns
  & Required<Pick<LogColumns, "value" | "direction" | "parameters">>;

/** What the columns of a log mean; what is absent, the format says where it is known. */
export interface LogColumns {
  /** Score of a trial by which the search selects: from 0 to 1. */
  readonly value?: string;
  /**
   * Which way is better; absent: less of what is called a loss or an error, else
   * more. A value that is minimised is 1 minus the score, or minus the score
   * where none is positive.
   */
  readonly direction?: "maximize" | "minimize";
  /** Column of each parameter, by the name under which it is searched. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Score on the test part. */
  readonly test?: string;
  /** How a trial ended; absent: complete where it has a value. */
  readonly state?: string;
  /** Why it is not complete. */
  readonly reason?: string;
  /** Number or name of a trial in its study; of several rows of one, the last counts. */
  readonly trial?: string;
  /** Name of the study; absent: all trials of an optimizer and a seed are of one. */
  readonly study?: string;
  /** Master seed: a number, or a column of them; absent: studies are counted from 0. */
  readonly seed?: number | string;
  /** Time of a trial, in seconds or as "0 days 00:00:01.5". */
  readonly duration?: string;
  /** Optimizer, as a column or by name. */
  readonly optimizer?: string;
  /** Likewise what it was run on. */
  readonly corpus?: string;
  /** Likewise. */
  readonly protocol?: string;
  /** Likewise. */
  readonly encoder?: string;
  /** Likewise. */
  readonly recipe?: string;
}

/**
 * The table `log` of a plan.
 *
 * @param path Name of the plan for messages
 * @param content Its fields
 * @throws {UsageError} If it has another form, naming the field
 */
export function logColumns(path: string, content: unknown): LogColumns {
  const log = typeof content === "object" && content !== null &&
      "log" in content
    ? content.log
    : undefined;
  if (log === undefined) {
    throw new UsageError(
      `Cannot read plan "${path}": found no table [log], expected one that says what the columns of a log mean, such as value = "bca" and parameters = ["lr"]`,
    );
  }
  const result = v.safeParse(Schema, log);
  if (result.success) {
    const { parameters, ...others } = result.output;
    if (parameters === undefined) return others;
    return {
      ...others,
      parameters: Array.isArray(parameters)
        ? Object.fromEntries(parameters.map((name) => [name, name]))
        : parameters,
    };
  }
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  const field = place === null ? "log" : `log.${place}`;
  const names = Object.keys(Schema.entries).join(", ");
  const holds = `field "${field}" holds ${JSON.stringify(issue.input)}`;
  throw new UsageError(
    `Cannot read plan "${path}": ${
      issue.type !== "strict_object"
        ? `${holds}, ${issue.message}`
        : place === null
        ? `${holds}, expected a table with some of ${names}`
        : `there is no field "${field}", expected some of ${names} in [log]`
    }`,
  );
}

/** What the columns of a program's log mean; nothing of another table. */
type Format = (table: TextTable) => LogColumns | undefined;

/** Optuna: `study.trials_dataframe()`. */
const optuna: Format = (table) => {
  const parameters = prefixed(table, /^params_(.+)$/);
  if (columnAt(table, "number") < 0 || parameters === undefined) return;
  return {
    parameters,
    optimizer: "optuna",
    trial: "number",
    ...present(table, {
      // Of several objectives, a plan says which.
      value: "value",
      state: "state",
      duration: "duration",
      study: "study_name",
    }),
  };
};

/** Columns of Ray Tune that are no metric. */
const OF_RAY =
  /^(trial_id|training_iteration|timestamp|date|done|pid|hostname|node_ip|logdir|checkpoint_dir_name|should_checkpoint|experiment_tag|episodes_total|timesteps_total|timesteps_since_restore|iterations_since_restore|time_\w+|warmup_time|config\/.*|Unnamed: 0|)$/;

/** Ray Tune: `results.get_dataframe()`, or the results of several trials in one table. */
const ray: Format = (table) => {
  const parameters = prefixed(table, /^config\/(.+)$/);
  if (columnAt(table, "trial_id") < 0 || !parameters) return;
  const metrics = table.columns.map(({ name }) => name)
    .filter((name) => !OF_RAY.test(name));
  return {
    ...(metrics.length === 1 ? { value: metrics[0] } : {}),
    parameters,
    optimizer: "ray-tune",
    trial: "trial_id",
    ...present(table, { duration: "time_total_s" }),
  };
};

/** Names that Hyperopt gives to what is no parameter. */
const OF_HYPEROPT =
  /^(loss|status|state|tid|spec|exp_key|owner|version|book_time|refresh_time|eval_time|loss_variance|true_loss|true_loss_variance|attachments|Unnamed: 0|)$/;

/**
 * Hyperopt: `trials.trials`, or `trials.results` or `trials.losses()` beside
 * `trials.vals` or `trials.miscs`. Of `trials.vals`, parameters are all columns that
 * Hyperopt does not name; without a status, one of the suite's own must be among them.
 */
const hyperopt: Format = (table) => {
  const has = (name: string) => columnAt(table, name) >= 0;
  const prefix = ["result.", ""].find((prefix) => has(`${prefix}loss`));
  if (prefix === undefined || has("corpus")) return;
  const status = `${prefix}status`;
  const kept = prefixed(table, /^(?:misc\.)?vals[._](.+)$/);
  const isOwn = has(status) || HYPER_PARAMETERS.some(({ name }) => has(name));
  const bare = table.columns.map(({ name }) => name)
    .filter((name) => isOwn && !OF_HYPEROPT.test(name));
  if (kept === undefined && bare.length === 0) return;
  return {
    value: `${prefix}loss`,
    parameters: kept ??
      Object.fromEntries(bare.map((name) => [searchable(name), name])),
    optimizer: "hyperopt",
    ...present(table, { state: status, trial: "tid" }),
  };
};

/**
 * What the columns of a table mean if it is a log: what is given, and for the rest
 * what its format says.
 *
 * @param given What a plan says
 * @returns Nothing of a table that is of no known format, where nothing is given
 * @throws {DataError} If neither says which is the score, or what was searched
 */
export function wholeColumns(
  table: TextTable,
  given: LogColumns | undefined,
): WholeLogColumns | undefined {
  const known = optuna(table) ?? ray(table) ?? hyperopt(table);
  if (given === undefined && known === undefined) return undefined;
  const { value, direction, parameters, ...others } = { ...known, ...given };
  if (value !== undefined && parameters !== undefined) {
    return {
      ...others,
      value,
      direction: direction ??
        (/loss|error/i.test(value) ? "minimize" : "maximize"),
      parameters,
    };
  }
  throw new DataError(
    `Cannot read "${table.file}" at line ${table.headerLine}: found no column that must be ${
      value === undefined ? "the score" : "a parameter"
    } among ${
      table.columns.map(({ name }) => name).filter(Boolean).join(", ")
    }; say by --plan which is, as ${
      value === undefined ? 'value = "NAME"' : 'parameters = ["NAME"]'
    } in the table [log]`,
  );
}

/** Columns of parameters by what follows a prefix, as a name that can be searched. */
function prefixed(
  { columns }: TextTable,
  prefix: RegExp,
): Record<string, string> | undefined {
  const found = columns.flatMap(({ name }): [string, string][] => {
    const parameter = prefix.exec(name)?.[1];
    return parameter === undefined ? [] : [[searchable(parameter), name]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function searchable(name: string): string {
  const word = name.replaceAll(/\W/g, "_");
  return /^[A-Za-z]/.test(word) ? word : `p_${word}`;
}

/** The columns that are there. */
function present(
  table: TextTable,
  columns: Readonly<Partial<Record<keyof LogColumns, string>>>,
): Partial<LogColumns> {
  return Object.fromEntries(
    Object.entries(columns).filter(([, name]) => columnAt(table, name) >= 0),
  );
}
