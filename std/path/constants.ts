/** What stands between two entries of the `PATH` variable on Linux and macOS. */
export const DELIMITER = ":" as const;

/** What stands between two parts of a path on Linux and macOS. */
export const SEPARATOR = "/" as const;

/** One or more separators. */
export const SEPARATOR_PATTERN: RegExp = /\/+/;
