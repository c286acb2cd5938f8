import { assert, assertEquals, assertRejects } from "@std/assert";
import { Tape } from "../../model/graph/tape.ts";
import { linear } from "../../model/ops/linear.ts";
import { float32, int64, Session } from "../../model/ort.ts";
import { testStream, uniform } from "./tiny_encoder.ts";

Deno.test("Session.create() takes bytes and nothing that could be a path", async () => {
  for (const model of ["model.onnx", new ArrayBuffer(8), null]) {
    await assertRejects(
      () => Session.create(model as unknown as Uint8Array, { threads: 1 }),
      TypeError,
      "expected the bytes of a model",
    );
  }
});

Deno.test("Session.run() gives a constant weight the bits of the same weight fed", async () => {
  const stream = testStream(21);
  for (
    const [rows, inner, outer] of [[1, 288, 7], [114, 288, 864], [3, 5, 2]]
  ) {
    const x = float32(uniform(rows * inner, 1, stream), [rows, inner]);
    const w = uniform(inner * outer, 1, stream);
    const product = async (fed: boolean) => {
      const tape = new Tape();
      const weight = fed
        ? tape.input("w", [inner, outer])
        : tape.constant("w", w, [inner, outer]);
      tape.output(linear(tape, tape.input("x", [rows, inner]), weight), "y");
      const model = tape.build("product");
      const session = await Session.create(model, { threads: 1 });
      const { y } = await session.run(
        { x, w: float32(w, [inner, outer]) },
        { y: null },
      );
      await session.release();
      return y;
    };
    assertEquals(await product(true), await product(false));
  }
});

Deno.test("int64() and float32() keep values and shapes", () => {
  assertEquals([...int64([1, -2]).data], [1n, -2n]);
  const data = Float32Array.of(1, 2);
  assert(float32(data, [2, 1]).data === data);
});
