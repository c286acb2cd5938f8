import type { StoredTensors } from "../../../model/weights/mod.ts";
import { assertEquals } from "@std/assert";

/** Bytes of a file that weights.py wrote. */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

interface Expected {
  readonly in_both: readonly string[];
  readonly tensors: Readonly<
    Record<string, { dims: number[]; values: number[] }>
  >;
}

/** What weights.py says the tensors hold, in float64. */
export const EXPECTED: Expected = JSON.parse(
  new TextDecoder().decode(fixture("weights.json")),
);

/** Compares tensors with what PyTorch holds, as float32. */
export function assertTensors(
  tensors: StoredTensors,
  names: readonly string[],
): void {
  for (const name of names) {
    const { dims, values } = EXPECTED.tensors[name];
    const tensor = tensors.get(name)!;
    assertEquals(tensor.dims, dims, name);
    assertEquals([...tensor.read()], values.map(Math.fround), name);
  }
}
