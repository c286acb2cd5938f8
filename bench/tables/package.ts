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
      ...tables.map(async ({ table, csv }) => ({
        ...toResource(table),
        ...await checksum(csv),
      })),
      ...others.map(async ({ path, content, ...about }) => ({
        $schema: "https://datapackage.org/profiles/2.0/dataresource.json",
        name: path.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
        path,
        ...about,
        encoding: "utf-8",
        ...await checksum(content),
      })),
    ]),
  };
  return JSON.stringify(content, null, 2) + "\n";
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
