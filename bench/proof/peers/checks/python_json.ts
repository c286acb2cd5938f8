/**
 * Reading JSON as Python writes it.
 *
 * @module
 */

/**
 * Parses JSON in which `NaN`, `Infinity` and `-Infinity` may stand bare, as
 * Python's `json.dump` writes them; they are returned as the texts "NaN",
 * "Infinity" and "-Infinity".
 *
 * @throws {SyntaxError} If the text is not JSON otherwise
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const quoted = text.replace(
      /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g,
      (token) => token.startsWith('"') ? token : `"${token}"`,
    );
    if (quoted === text) throw error;
    return JSON.parse(quoted);
  }
}
