/**
 * A folder of tables as a Frictionless Data Package, version 2.
 *
 * @see https://datapackage.org/standard/data-package
 * @module
 */
import suite from "../../deno.json" with { type: "json" };
import type { MaterialRecord } from "../journal/records.ts";
import { sha256 } from "../plan/plan.ts";
import { type Table, toResource } from "./table.ts";

/** What a package says of itself. */
export interface PackageAbout {
  /** Short name in lower case, digits and dashes. */
  readonly name: string;
  /** Title, for people. */
  readonly title: string;
  /** What the tables hold and where they come from. */
  readonly description: string;
  /** What they were made of. */
  readonly sources?: readonly PackageSource[];
}

/** Something that results were made of. */
export interface PackageSource {
  /** What it is. */
  readonly title: string;
  /** Which version, where it has one. */
  readonly version?: string;
}

/** Corpora and encoders as sources of what was made of them. */
export function materialSources(
  corpora: readonly Pick<MaterialRecord["corpus"], "name" | "checksum">[],
  encoders: readonly MaterialRecord["encoder"][],
): PackageSource[] {
  return [
    ...corpora.map(({ name, checksum }) => ({
      title: `Corpus ${name}`,
      version: `checksum ${checksum}`,
    })),
    ...encoders.map(({ name, package: pin, licence, sha256 }) => ({
      title: `Encoder ${name} (${licence})`,
      version: `${pin}, sha256:${sha256}`,
    })),
  ];
}

/** A table and its text. */
export interface TableFile {
  /** Its definition. */
  readonly table: Table<never>;
  /** Text of its CSV. */
  readonly csv: string;
  /** Folder of the package it lies in; absent: the package's own. */
  readonly folder?: string;
  /** File of the package that holds its schema; absent: the schema stands in the package. */
  readonly schema?: string;
}

/** A file of a package that is no table. */
export interface OtherFile {
  /** Path in the folder. */
  readonly path: string;
  /** What it is. */
  readonly description: string;
  /** Its format: the usual ending of such files. */
  readonly format: string;
  /** Its media type. */
  readonly mediatype: string;
  /** Its content. */
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/** Licence of the results that the suite's own folders hold. */
const LICENCE = {
  name: "MIT",
  title: "MIT License, that of the suite",
  path: "https://opensource.org/license/mit",
} as const;

/**
 * The descriptor of a folder (`datapackage.json`) as JSON text: every table with
 * its schema, every other file, each with size and SHA-256. It is made last: no
 * other file can state its checksum. Nothing in it depends on the clock but the
 * sizes and checksums of files that do.
 *
 * @param about What the package says of itself
 * @param tables Its tables
 * @param others Its other files, in the order they are listed in
 */
export async function dataPackage(
  about: PackageAbout,
  tables: readonly TableFile[],
  others: readonly OtherFile[] = [],
): Promise<string> {
  const content = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: about.name,
    title: about.title,
    description: about.description,
    version: suite.version,
    licenses: [LICENCE],
    ...(about.sources?.length ? { sources: about.sources } : {}),
    resources: await Promise.all([
      ...tables.map(async (file) => ({
        ...tableResource(file),
        ...await checksum(file.csv),
      })),
      ...others.map(async ({ path, content, ...about }) => ({
        name: nameOf(path),
        path,
        ...about,
        ...await checksum(content),
      })),
    ]),
  };
  return toJson(content) + "\n";
}

/** A table as a resource; one whose schema lies apart is described there, too. */
function tableResource({ table, folder, schema }: TableFile) {
  const { name, path, description, schema: own, ...rest } = toResource(table);
  return {
    name: nameOf(folder === undefined ? `${name}` : `${folder}/${name}`),
    path: folder === undefined ? path : `${folder}/${path}`,
    ...(schema === undefined ? { description } : {}),
    ...rest,
    schema: schema ?? own,
  };
}

/** A path as the name of a resource. */
function nameOf(path: string): string {
  return path.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

/** Levels of a value that stand on one line: a column with the values it may have. */
const LEVELS_A_LINE = 3;

/**
 * JSON with a column, a source, a small object on a line, so that a schema is
 * short and two of them can be compared line by line.
 */
export function toJson(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const list = Array.isArray(value);
  const ofObjects = list && value.some((item) => typeof item === "object");
  if (levels(value) <= LEVELS_A_LINE && !ofObjects) {
    return JSON.stringify(value);
  }
  const inner = `${indent}  `;
  const items = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) =>
      `${inner}${list ? "" : `${JSON.stringify(key)}: `}${toJson(item, inner)}`
    );
  const [open, close] = list ? "[]" : "{}";
  return `${open}\n${items.join(",\n")}\n${indent}${close}`;
}

/** How deep a value is: 0 for a text or a number. */
function levels(value: unknown): number {
  return typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(levels))
    : 0;
}

/** Size and checksum of a file. */
async function checksum(
  content: string | Uint8Array<ArrayBuffer>,
): Promise<{ bytes: number; hash: string }> {
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  return { bytes: bytes.length, hash: `sha256:${await sha256(bytes)}` };
}
