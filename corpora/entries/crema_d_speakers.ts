import { parse } from "@std/csv";
import { CorpusError } from "../errors.ts";
import type { FileSource, Notice, Utterance } from "../types.ts";

const TABLE = "VideoDemographics.csv";

const SEXES: ReadonlyMap<string, "female" | "male"> = new Map([
  ["Female", "female"],
  ["Male", "male"],
]);

/** Sex of each actor, as far as it is known. */
export interface ActorSexes {
  /** By actor. */
  readonly sexes: ReadonlyMap<string, Utterance["sex"]>;
  /** Says that the table is missing, if it is. */
  readonly notices: readonly Notice[];
}

/**
 * Reads CREMA-D's table of actors, `VideoDemographics.csv` (columns `ActorID`
 * and `Sex` are used), wherever it is in the folder.
 *
 * @param actors Every actor of the corpus
 * @throws {CorpusError} If the table is not as published
 */
export async function readSexes(
  source: FileSource,
  actors: ReadonlyMap<string, unknown>,
): Promise<ActorSexes> {
  const path = source.paths.find((p) => p === TABLE || p.endsWith(`/${TABLE}`));
  if (path === undefined) {
    const message = `no ${TABLE} in the folder: the speakers' sex is unknown`;
    return { sexes: new Map(), notices: [{ kind: "sex", message }] };
  }
  const sexes = new Map<string, "female" | "male">();
  for (const { ActorID: actor, Sex: word } of await readRows(source, path)) {
    const sex = SEXES.get(word ?? "");
    if (actor === undefined || !actors.has(actor) || sex === undefined) {
      throw new CorpusError(
        `Cannot read "${path}": found actor "${actor}" of sex "${word}", expected 1001 to 1091 ` +
          "and Female or Male; get the original file again",
      );
    }
    sexes.set(actor, sex);
  }
  return { sexes, notices: [] };
}

async function readRows(
  source: FileSource,
  path: string,
): Promise<Partial<Record<string, string>>[]> {
  const text = new TextDecoder().decode(await source.read(path));
  try {
    return parse(text, { skipFirstRow: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CorpusError(
      `Cannot read "${path}": ${reason}; get the original file again`,
      { cause },
    );
  }
}
