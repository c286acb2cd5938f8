/**
 * Weights of the Moonshine encoder out of its int8 ONNX export, as float32.
 * Its features differ from the integer network's by 3 to 6 %.
 *
 * @module
 */
import type { Encoder, Weight } from "./encoder.ts";
import { moonshine } from "./moonshine.ts";
import { OnnxExport } from "./onnx_export.ts";
import { sideBySide } from "./weights.ts";

/** Both published sizes have eight heads; no tensor's shape shows it. */
const HEADS = 8;

/**
 * Reads `encoder_model.onnx` of `@usefulsensors/moonshine-js`.
 *
 * @param name Name of the encoder, for messages and tables
 * @param file The file's bytes
 * @param expected Blocks and width the file must have
 * @throws {ModelError} If a tensor is missing, of another shape, or not finite
 */
export function readMoonshine(
  name: string,
  file: Uint8Array,
  expected: { readonly blocks: number; readonly width: number },
): Encoder {
  const source = new OnnxExport(name, file);
  const d = expected.width;
  const weights = new Map<string, Weight>();
  const put = (to: string, weight: Weight, dims: readonly number[]) =>
    weights.set(to, source.checked(to, weight, dims));

  put("conv1.w", source.offset("conv1.weight"), [d, 1, 127]);
  put("norm0.w", source.operand("Mul", "/groupnorm/Mul", 1), [d, 1]);
  put("norm0.b", source.operand("Add", "/groupnorm/Add", 1), [d, 1]);
  put("conv2.w", source.offset("conv2.weight"), [2 * d, d, 7]);
  put("conv2.b", source.plain("conv2.bias"), [2 * d]);
  put("conv3.w", source.offset("conv3.weight"), [d, 2 * d, 3]);
  put("conv3.b", source.plain("conv3.bias"), [d]);
  put("norm.w", source.plain("layer_norm.weight"), [d]);
  for (let i = 0; i < expected.blocks; i++) {
    const [from, to] = [`layers.${i}`, `blocks.${i}`];
    const hidden = source.plain(`${from}.mlp.fc1.bias`).dims[0];
    const linear = (path: string) => source.linear(`/${from}/${path}`);
    const square = (path: string) =>
      source.checked(path, linear(`self_attn/${path}`), [d, d]);
    put(`${to}.norm1.w`, source.plain(`${from}.input_layernorm.weight`), [d]);
    put(
      `${to}.qkv.w`,
      sideBySide(["q_proj", "k_proj", "v_proj"].map(square)),
      [d, 3 * d],
    );
    put(`${to}.out.w`, linear("self_attn/dense"), [d, d]);
    put(
      `${to}.norm2.w`,
      source.plain(`${from}.post_attention_layernorm.weight`),
      [d],
    );
    put(`${to}.fc1.w`, linear("mlp/fc1"), [d, hidden]);
    put(`${to}.fc1.b`, source.plain(`${from}.mlp.fc1.bias`), [hidden]);
    put(`${to}.fc2.w`, linear("mlp/fc2"), [hidden, d]);
    put(`${to}.fc2.b`, source.plain(`${from}.mlp.fc2.bias`), [d]);
  }
  const frequencies = source.operand("MatMul", "/rotary_emb/MatMul", 0).data;
  return moonshine({ name, heads: HEADS, frequencies }, weights);
}
