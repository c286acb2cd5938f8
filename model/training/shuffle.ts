import type { RandomStream } from "../types.ts";

/** A copy in random order: Fisher and Yates from the end, one draw for each swap. */
export function shuffled<T>(items: readonly T[], stream: RandomStream): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(stream.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
