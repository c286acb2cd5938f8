/** The parts of a path, as `parse` returns them and `format` takes them. */
export interface ParsedPath {
  /** `"/"` if the path is absolute, else `""`. */
  root: string;
  /** All before the last part, such as `"/home/user"`. */
  dir: string;
  /** The last part, such as `"index.html"`. */
  base: string;
  /** Its extension with the dot, such as `".html"`. */
  ext: string;
  /** Its name without the extension, such as `"index"`. */
  name: string;
}
