/**
 * From a path in a table to a file of the data folder.
 *
 * Only files that were listed below the data folder are read. A path counts from
 * the folder of its table. Tables are made on other machines and for other
 * folders: where that gives no file, the start of the paths is replaced, the same
 * start by the same folder for all rows, so that no row can name another file by
 * chance. That holds for absolute paths, too; their own place is never read. A
 * relative path that climbs out of the data folder by `..` is refused.
 *
 * @module
 */

/** Finds the file of a path; undefined if there is none; "outside" if it climbs out. */
export type Locate = (path: string) => string | "outside" | undefined;

/**
 * Makes a finder.
 *
 * @param table Path of the table below the data folder
 * @param files Every file below it
 */
export function locator(table: string, files: readonly string[]): Locate {
  const known = new Set(files);
  const byName = Map.groupBy(
    files,
    (file) => file.slice(file.lastIndexOf("/") + 1),
  );
  const folder = table.split("/").slice(0, -1);
  let rule: { readonly from: string; readonly to: string } | undefined;
  return (path) => {
    const slashed = path.includes("/") ? path : path.replaceAll("\\", "/");
    const absolute = /^([A-Za-z]:)?\//.test(slashed);
    const parts = normal([...absolute ? [] : folder, ...slashed.split("/")]);
    if (parts === undefined) return absolute ? undefined : "outside";
    const here = parts.join("/");
    if (!absolute && known.has(here)) return here;
    if (rule !== undefined) {
      const moved = here.startsWith(rule.from)
        ? rule.to + here.slice(rule.from.length)
        : undefined;
      return moved !== undefined && known.has(moved) ? moved : undefined;
    }
    const candidates = byName.get(parts[parts.length - 1]) ?? [];
    for (let k = 0; k < parts.length; k++) {
      const rest = parts.slice(k).join("/");
      const ends = candidates.filter((file) =>
        file === rest || file.endsWith(`/${rest}`)
      );
      if (ends.length === 0) continue;
      if (ends.length > 1) return undefined;
      rule = {
        from: here.slice(0, here.length - rest.length),
        to: ends[0].slice(0, ends[0].length - rest.length),
      };
      return ends[0];
    }
    return undefined;
  };
}

/** Parts without "." and ".."; undefined if they climb out. */
function normal(parts: readonly string[]): string[] | undefined {
  const out: string[] = [];
  for (const part of parts) {
    if (part === "" || part === ".") continue;
    if (part !== "..") out.push(part);
    else if (out.pop() === undefined) return undefined;
  }
  return out;
}
