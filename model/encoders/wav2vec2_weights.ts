/**
 * The weights of a wav2vec 2.0 or HuBERT encoder under the suite's names and
 * in its shapes: linear maps as [in, out], queries, keys and values side by
 * side.
 *
 * @module
 */
import type { StoredTensor, StoredTensors } from "../weights/mod.ts";
import { shown } from "../weights/stored_tensor.ts";
import type { Weight } from "./encoder.ts";
import { type Wav2Vec2Layout, wav2vec2Shapes } from "./wav2vec2.ts";
import { folderFault } from "./wav2vec2_config.ts";
import { sideBySide, transposed } from "./weights.ts";

/** A tensor that every encoder has; what stands before it stands before all. */
const LANDMARK = "encoder.layers.0.attention.q_proj.weight";

/** Modules of Hugging Face's network by ours; several are put side by side. */
const OUTER: Readonly<Record<string, string>> = {
  "project.norm": "feature_projection.layer_norm",
  "project": "feature_projection.projection",
  "positions": "encoder.pos_conv_embed.conv",
  "norm": "encoder.layer_norm",
};
const IN_BLOCK: Readonly<Record<string, readonly string[]>> = {
  qkv: ["attention.q_proj", "attention.k_proj", "attention.v_proj"],
  out: ["attention.out_proj"],
  fc1: ["feed_forward.intermediate_dense"],
  fc2: ["feed_forward.output_dense"],
  norm1: ["layer_norm"],
  norm2: ["final_layer_norm"],
};

/** Names of a module's tensors; weight norm was renamed in PyTorch 2. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  w: ["weight"],
  b: ["bias"],
  g: ["weight_g", "parametrizations.weight.original0"],
  v: ["weight_v", "parametrizations.weight.original1"],
};

/**
 * Finds, checks and turns all weights of a layout. Tensors it does not need,
 * such as those of a head, are not looked at.
 *
 * @param tensors With or without a prefix, such as `wav2vec2.`, `hubert.` or
 *   SpeechBrain's `model.`
 * @throws {ModelError} If a tensor is missing, of another shape, or not finite
 */
export function wav2vec2Weights(
  layout: Wav2Vec2Layout,
  tensors: StoredTensors,
): Map<string, Weight> {
  const landmark = [...tensors.keys()].find((key) => key.endsWith(LANDMARK));
  if (landmark === undefined) {
    throw folderFault(
      layout.name,
      `its weights have no tensor "${LANDMARK}"; give the folder of a wav2vec 2.0 or HuBERT encoder`,
    );
  }
  const prefix = landmark.slice(0, -LANDMARK.length);
  const weights = new Map<string, Weight>();
  for (const [name, dims] of wav2vec2Shapes(layout)) {
    const modules = modulesOf(name.slice(0, -2)).map((m) => prefix + m);
    const kinds = KINDS[name.slice(-1)];
    const stored = storedShape(name, dims, modules.length);
    const parts = modules.map((module) => {
      const keys = kinds.map((kind) => `${module}.${kind}`);
      const key = keys.find((key) => tensors.has(key)) ?? keys[0];
      return checked(layout.name, key, tensors.get(key), stored);
    });
    weights.set(name, fitted(parts, dims));
  }
  return weights;
}

/** Modules whose tensors make up a module of ours. */
function modulesOf(module: string): readonly string[] {
  const [place, number, ...rest] = module.split(".");
  switch (place) {
    case "conv": {
      const own = rest.length > 0 ? "layer_norm" : "conv";
      return [`feature_extractor.conv_layers.${number}.${own}`];
    }
    case "blocks":
      return IN_BLOCK[rest[0]].map((m) => `encoder.layers.${number}.${m}`);
  }
  return [OUTER[module]];
}

/** Shape in the file of each part of a weight of ours. */
function storedShape(
  name: string,
  dims: readonly number[],
  parts: number,
): readonly number[] {
  if (dims.length === 3) return dims;
  if (name.includes("norm")) return [dims[0]];
  return dims.toReversed().map((n, i) => i === 0 ? n / parts : n);
}

/** Parts as they are stored, turned and joined to a weight of ours. */
function fitted(parts: readonly Weight[], dims: readonly number[]): Weight {
  const isMatrix = parts[0].dims.length === 2;
  const rows = parts.map((part) =>
    isMatrix ? transposed(part) : { data: part.data, dims: [1, ...part.dims] }
  );
  return {
    data: rows.length === 1 ? rows[0].data : sideBySide(rows).data,
    dims,
  };
}

function checked(
  encoder: string,
  name: string,
  tensor: StoredTensor | undefined,
  dims: readonly number[],
): Weight {
  if (!tensor) {
    throw folderFault(
      encoder,
      `tensor "${name}" is missing, which config.json asks for; download weights and config.json from one place`,
    );
  }
  if (tensor.dims.join() !== dims.join()) {
    throw folderFault(
      encoder,
      `tensor "${name}" has shape ${
        shown(tensor.dims)
      }, expected [${dims}] by config.json; download both from one place`,
    );
  }
  const data = tensor.read();
  const bad = data.findIndex((x) => !Number.isFinite(x));
  if (bad < 0) return { data, dims };
  throw folderFault(
    encoder,
    `tensor "${name}" holds ${
      data[bad]
    } at index ${bad}, expected finite numbers; download the file again`,
  );
}
