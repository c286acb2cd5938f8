/** Thrown by every assertion that does not hold. */
export class AssertionError extends Error {
  /**
   * Makes an error.
   *
   * @param message What was found and what was expected
   * @param options `cause`, as for `Error`
   */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}
