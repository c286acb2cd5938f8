/**
 * The layout of a wav2vec 2.0 or HuBERT encoder out of the files beside its
 * weights: `config.json` and `preprocessor_config.json` (or
 * `processor_config.json`) as Hugging Face publishes them, and
 * `hyperparams.yaml` as SpeechBrain does.
 *
 * @module
 */
import { ModelError } from "../errors.ts";
import { shown } from "../weights/stored_tensor.ts";
import type { Wav2Vec2Layout } from "./wav2vec2.ts";

/** Contents of a folder's files by name. */
export type FolderFiles = ReadonlyMap<string, Uint8Array>;

/** States the layout. */
export const CONFIG = "config.json";
/** States whether the audio is normalised. */
export const PREPROCESSOR = "preprocessor_config.json";
/** The same since transformers 5, in its field `feature_extractor`; goes before the other. */
export const PROCESSOR = "processor_config.json";
/** SpeechBrain's, may be missing; states whether the output is normalised. */
export const HYPERPARAMS = "hyperparams.yaml";

/** Upper bound of any size, against a config that would fill the memory. */
const MAX_SIZE = 65_536;

const WAVLM =
  'model_type is "wavlm", whose gated relative position bias this suite does not have; choose a wav2vec 2.0 or HuBERT encoder';

/** Values that change the network in ways that are not built. */
const FIXED: Readonly<Record<string, unknown>> = {
  hidden_act: "gelu",
  feat_extract_activation: "gelu",
  add_adapter: false,
  adapter_attn_dim: null,
  feat_proj_layer_norm: true,
  conv_pos_batch_norm: false,
};

/**
 * Values that change the audio in ways that are not built. Not among them is
 * `return_attention_mask`: a mask leaves the padding of a batch out, here an
 * utterance is alone, and the recipe says whether it is padded.
 */
const FIXED_AUDIO: Readonly<Record<string, unknown>> = {
  feature_extractor_type: "Wav2Vec2FeatureExtractor",
  sampling_rate: 16_000,
  feature_size: 1,
  padding_side: "right",
  padding_value: 0,
};

/**
 * Reads the layout. What `config.json` leaves out has the default of Hugging
 * Face's `Wav2Vec2Config`: that of the base size.
 *
 * @param name Name of the encoder in tables
 * @param files The folder's files
 * @throws {ModelError} If a file is missing, unreadable or asks for a network
 *   that is not built
 */
export function readWav2Vec2Config(
  name: string,
  files: FolderFiles,
): Wav2Vec2Layout {
  const config = new Fields(name, CONFIG, fieldsIn(name, CONFIG, files));
  const type = config.raw("model_type", "wav2vec2");
  if (type === "wavlm") throw folderFault(name, `${CONFIG}: ${WAVLM}`);
  config.expect("model_type", type === "hubert" ? "hubert" : "wav2vec2");
  for (const field in FIXED) config.expect(field, FIXED[field]);

  const width = config.size("hidden_size", 768);
  const heads = config.size("num_attention_heads", 12);
  const groups = config.size("num_conv_pos_embedding_groups", 16);
  config.demand(
    width % heads === 0 && width % groups === 0,
    `hidden_size is ${width}, expected a multiple of ${heads} heads and ${groups} groups`,
  );
  const kernels = config.sizes("conv_kernel", [10, 3, 3, 3, 3, 2, 2]);
  const strides = config.sizes("conv_stride", [5, 2, 2, 2, 2, 2, 2]);
  const channels = config.sizes("conv_dim", Array(7).fill(512));
  config.demand(
    channels.length > 0 && kernels.length === channels.length &&
      strides.length === channels.length,
    `conv_dim, conv_kernel and conv_stride have ${channels.length}, ${kernels.length} and ${strides.length} entries, expected equally many`,
  );
  config.demand(
    kernels.every((kernel, i) => strides[i] <= kernel),
    `conv_stride is [${strides}], expected at most the kernels [${kernels}]`,
  );
  const preprocessor = audioFields(name, files);
  for (const field in FIXED_AUDIO) {
    preprocessor.expect(field, FIXED_AUDIO[field]);
  }
  return {
    name,
    width,
    heads,
    blocks: config.size("num_hidden_layers", 12),
    hidden: config.size("intermediate_size", 3072),
    convolutions: channels.map((channels, i) => ({
      channels,
      kernel: kernels[i],
      stride: strides[i],
    })),
    convolutionBias: config.flag("conv_bias", false),
    convolutionNorm: config.oneOf("feat_extract_norm", ["group", "layer"]),
    positions: { kernel: config.size("num_conv_pos_embeddings", 128), groups },
    normFirst: config.flag("do_stable_layer_norm", false),
    epsilon: config.positive("layer_norm_eps", 1e-5),
    normalizeAudio: preprocessor.flag("do_normalize", true),
    normalizeOutput: outputNorm(files.get(HYPERPARAMS)),
  };
}

/** One sentence about a folder: what is wrong and what would be right. */
export function folderFault(name: string, found: string): ModelError {
  return new ModelError(`Cannot load encoder "${name}": ${found}`);
}

/** SpeechBrain's `output_norm`, off by default; its one line that matters here. */
function outputNorm(yaml: Uint8Array | undefined): boolean {
  const text = new TextDecoder().decode(yaml ?? new Uint8Array());
  return /^\s*output_norm:\s*true\s*(#.*)?$/im.test(text);
}

/** Fields of a JSON file, checked one by one. */
class Fields {
  readonly #encoder: string;
  readonly #file: string;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(
    encoder: string,
    file: string,
    fields: Readonly<Record<string, unknown>>,
  ) {
    this.#encoder = encoder;
    this.#file = file;
    this.#fields = fields;
  }

  raw(name: string, byDefault: unknown): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : byDefault;
  }

  demand(good: boolean, found: string): void {
    if (!good) this.#fault(found);
  }

  /** Refuses any value but this one; left out, it is that one. */
  expect(name: string, wanted: unknown): void {
    const value = this.raw(name, wanted);
    this.demand(value === wanted, differs(name, value, wanted));
  }

  size(name: string, byDefault: number): number {
    const what = `a whole number from 1 to ${MAX_SIZE}`;
    return this.#check(name, this.raw(name, byDefault), isSize, what);
  }

  sizes(name: string, byDefault: number[]): number[] {
    const what = `a list of whole numbers from 1 to ${MAX_SIZE}`;
    const isSizes = (v: unknown): v is number[] =>
      Array.isArray(v) && v.length <= 32 && v.every(isSize);
    return this.#check(name, this.raw(name, byDefault), isSizes, what);
  }

  flag(name: string, byDefault: boolean): boolean {
    const isFlag = (v: unknown): v is boolean => typeof v === "boolean";
    return this.#check(
      name,
      this.raw(name, byDefault),
      isFlag,
      "true or false",
    );
  }

  positive(name: string, byDefault: number): number {
    const good = (v: unknown): v is number => typeof v === "number" && v > 0;
    return this.#check(
      name,
      this.raw(name, byDefault),
      good,
      "a number above 0",
    );
  }

  /** One of some words, the first by default. */
  oneOf<T extends string>(name: string, words: readonly T[]): T {
    const known = (v: unknown): v is T => words.some((word) => word === v);
    return this.#check(
      name,
      this.raw(name, words[0]),
      known,
      words.join(" or "),
    );
  }

  #check<T>(
    name: string,
    value: unknown,
    good: (value: unknown) => value is T,
    wanted: string,
  ): T {
    if (good(value)) return value;
    return this.#fault(differs(name, value, wanted));
  }

  #fault(found: string): never {
    throw fileFault(this.#encoder, this.#file, found);
  }
}

const fileFault = (encoder: string, file: string, found: string) =>
  folderFault(
    encoder,
    `in "${file}", ${found}; choose another encoder or download the file again`,
  );

/** Fields about the audio, of whichever file states them. */
function audioFields(encoder: string, files: FolderFiles): Fields {
  const processor = files.has(PROCESSOR)
    ? fieldsIn(encoder, PROCESSOR, files).feature_extractor
    : undefined;
  if (processor === undefined) {
    const fields = fieldsIn(encoder, PREPROCESSOR, files);
    return new Fields(encoder, PREPROCESSOR, fields);
  }
  if (isFields(processor)) return new Fields(encoder, PROCESSOR, processor);
  const found = differs("feature_extractor", processor, "an object");
  throw fileFault(encoder, PROCESSOR, found);
}

/** The object that a JSON file holds. */
function fieldsIn(
  encoder: string,
  file: string,
  files: FolderFiles,
): Readonly<Record<string, unknown>> {
  const bytes = files.get(file);
  if (!bytes) {
    const other = file === PREPROCESSOR ? ` (or "${PROCESSOR}")` : "";
    throw folderFault(
      encoder,
      `"${file}"${other} is missing in its folder; download it from where the weights are from (for SpeechBrain's, from the encoder they were made of, facebook/wav2vec2-base)`,
    );
  }
  const value = parsed(new TextDecoder().decode(bytes));
  if (isFields(value)) return value;
  throw fileFault(encoder, file, "it is no JSON object");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch { /* the caller reports it */ }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const differs = (name: string, found: unknown, wanted: unknown) =>
  `${name} is ${shown(found)}, expected ${wanted}`;

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 &&
    value <= MAX_SIZE;
}
