import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  readWav2Vec2,
  wav2vec2Files,
} from "../../../model/encoders/wav2vec2_folder.ts";
import { readWav2Vec2Config } from "../../../model/encoders/wav2vec2_config.ts";
import { openEncoder } from "../../../model/encoders/load.ts";
import { ModelError } from "../../../model/errors.ts";
import { readSafetensors } from "../../../model/weights/mod.ts";
import { filesOf } from "./wav2vec2_fixtures.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** The files of a fixture with some replaced or, by null, left out. */
function altered(
  name: string,
  changes: Readonly<Record<string, Uint8Array | null>>,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(filesOf(name));
  for (const [file, bytes] of Object.entries(changes)) {
    if (bytes) files.set(file, bytes);
    else files.delete(file);
  }
  return files;
}

/** The base fixture with some fields of its config changed. */
function configured(fields: Readonly<Record<string, unknown>>) {
  const text = new TextDecoder().decode(filesOf("base").get("config.json"));
  const config = { ...JSON.parse(text), ...fields };
  return altered("base", { "config.json": encode(JSON.stringify(config)) });
}

/** The base fixture with other fields about the audio, in a file of the old or the new form. */
function preprocessed(
  fields: Readonly<Record<string, unknown>>,
  form: "preprocessor" | "processor" = "preprocessor",
) {
  const audio = { do_normalize: true, sampling_rate: 16_000, ...fields };
  return altered("base", {
    "preprocessor_config.json": form === "preprocessor"
      ? encode(JSON.stringify(audio))
      : null,
    "processor_config.json": form === "processor"
      ? encode(JSON.stringify({ feature_extractor: audio }))
      : null,
  });
}

/** The base fixture's weights under other names, values changed by `edit`. */
function rewritten(
  rename: (name: string) => string,
  edit: (name: string, values: Float32Array) => void = () => {},
): Uint8Array {
  const source = readSafetensors(
    "base",
    filesOf("base").get("model.safetensors")!,
  );
  const header: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [name, tensor] of source) {
    const values = tensor.read();
    edit(name, values);
    const bytes = new Uint8Array(values.buffer);
    header[rename(name)] = {
      dtype: "F32",
      shape: tensor.dims,
      data_offsets: [at, at + bytes.length],
    };
    parts.push(bytes);
    at += bytes.length;
  }
  const json = encode(JSON.stringify(header));
  const out = new Uint8Array(8 + json.length + at);
  new DataView(out.buffer).setBigUint64(0, BigInt(json.length), true);
  out.set(json, 8);
  let end = 8 + json.length;
  for (const part of parts) {
    out.set(part, end);
    end += part.length;
  }
  return out;
}

Deno.test("wav2vec2Files() takes one set of weights and what lies beside it", () => {
  const beside = ["config.json", "preprocessor_config.json"];
  const more = ["README.md", "tf_model.h5", "vocab.json"];
  const cases: [string[], string[]][] = [
    [["model.safetensors", "pytorch_model.bin"], ["model.safetensors"]],
    [["pytorch_model.bin"], ["pytorch_model.bin"]],
    [
      ["processor_config.json", "model.safetensors"],
      ["processor_config.json", "model.safetensors"],
    ],
    [["model.safetensors", "wav2vec2.ckpt", "model.ckpt"], ["wav2vec2.ckpt"]],
    [
      [
        "model-00002-of-00002.safetensors",
        "model-00001-of-00002.safetensors",
        "model.safetensors.index.json",
      ],
      [
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
      ],
    ],
  ];
  for (const [weights, taken] of cases) {
    assertEquals(wav2vec2Files([...more, ...weights, ...beside]), [
      ...beside,
      ...taken,
    ]);
  }
});

Deno.test("wav2vec2Files() says what is missing in a folder", () => {
  const cases: [string[], string][] = [
    [["config.json"], "its folder has no weights, expected one of wav2vec2.ck"],
    [
      ["model-00001-of-00003.safetensors", "model-00003-of-00003.safetensors"],
      "its folder has 2 of 3 parts of model.safetensors",
    ],
  ];
  for (const [names, message] of cases) {
    assertThrows(() => wav2vec2Files(names), ModelError, message);
  }
});

Deno.test("readWav2Vec2() finds the same weights with any prefix, and with both names of weight norm", () => {
  const names = [
    (name: string) => name.replace("wav2vec2.", ""),
    (name: string) => `model.${name}`,
    (name: string) =>
      name.replace("parametrizations.weight.original0", "weight_g")
        .replace("parametrizations.weight.original1", "weight_v"),
  ];
  const { weights } = readWav2Vec2(filesOf("base"));
  for (const rename of names) {
    const bytes = rewritten(rename);
    const found = readWav2Vec2(altered("base", { "model.safetensors": bytes }));
    assertEquals(found.weights, weights);
  }
});

Deno.test("readWav2Vec2() reads from SpeechBrain's files what Hugging Face's hold", () => {
  assertEquals(
    readWav2Vec2(filesOf("speechbrain")).weights,
    readWav2Vec2(filesOf("base")).weights,
  );
});

Deno.test("readWav2Vec2() gives PyTorch's number of frames at the published lengths", () => {
  const { stemSizes, minSamples } = readWav2Vec2(filesOf("base"));
  // Wav2Vec2Model._get_feat_extract_output_lengths of transformers 5.24.0
  const lengths = [32_000, 48_000, 64_000, 80_000, 112_000, 160_000];
  assertEquals(lengths.map((samples) => stemSizes(samples).T), [
    99,
    149,
    199,
    249,
    349,
    499,
  ]);
  assertEquals(stemSizes(minSamples).T, 1);
  assertEquals(stemSizes(minSamples - 1).T, 0);
});

Deno.test("readWav2Vec2Config() normalises audio as either form of the preprocessor says, the newer first", () => {
  const normalizes = (files: Map<string, Uint8Array>) =>
    readWav2Vec2Config("a", files).normalizeAudio;
  for (const do_normalize of [true, false]) {
    for (const form of ["preprocessor", "processor"] as const) {
      for (const return_attention_mask of [true, false]) {
        const fields = { do_normalize, return_attention_mask };
        assertEquals(normalizes(preprocessed(fields, form)), do_normalize);
      }
    }
    const both = preprocessed({ do_normalize: !do_normalize });
    const audio = JSON.stringify({ feature_extractor: { do_normalize } });
    both.set("processor_config.json", encode(audio));
    assertEquals(normalizes(both), do_normalize);
    // Before transformers 5 it held nothing about the audio.
    both.set("processor_config.json", encode('{"processor_class": "A"}'));
    assertEquals(normalizes(both), !do_normalize);
  }
  for (const form of ["preprocessor", "processor"] as const) {
    assertEquals(
      normalizes(preprocessed({ do_normalize: undefined }, form)),
      true,
    );
  }
});

const CASES = new URL("../../../../shared/cases/checkpoint/", import.meta.url);

/** Files of a collected checkpoint; `null` where there are none. */
function collected(name: string): Map<string, Uint8Array> | null {
  const folder = new URL(`${name}/`, CASES);
  try {
    const names = [...Deno.readDirSync(folder)].map((entry) => entry.name);
    return new Map(
      wav2vec2Files(names)
        .map((file) => [file, Deno.readFileSync(new URL(file, folder))]),
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log(`left out: there is no collected checkpoint "${name}"`);
    return null;
  }
}

Deno.test("readWav2Vec2() reads a collected checkpoint of transformers 5, and says how to save an old one again", () => {
  const processor = collected("proc");
  if (processor) assertEquals(readWav2Vec2(processor).blocks, 2);
  const legacy = collected("pt_legacy");
  if (legacy) {
    assertThrows(() => readWav2Vec2(legacy), ModelError, "save it once");
  }
});

const nan = (name: string, values: Float32Array) => {
  if (name.endsWith("encoder.layer_norm.bias")) values[3] = NaN;
};
const same = (name: string) => name;
const SAFETENSORS = filesOf("base").get("model.safetensors")!;

const BAD: Readonly<
  Record<string, readonly [Map<string, Uint8Array>, string]>
> = {
  "a folder without config.json": [
    altered("base", { "config.json": null }),
    '"config.json" is missing in its folder',
  ],
  "a folder without preprocessor_config.json": [
    altered("base", { "preprocessor_config.json": null }),
    '"preprocessor_config.json" (or "processor_config.json") is missing in its folder',
  ],
  "a config that is no JSON": [
    altered("base", { "config.json": encode("{") }),
    'in "config.json", it is no JSON object',
  ],
  "a preprocessor that normalises by a word": [
    altered("base", {
      "preprocessor_config.json": encode('{"do_normalize": "yes"}'),
    }),
    'in "preprocessor_config.json", do_normalize is "yes", expected true or false',
  ],
  "a processor without an object": [
    altered("base", {
      "processor_config.json": encode('{"feature_extractor": 3}'),
    }),
    'in "processor_config.json", feature_extractor is 3, expected an object',
  ],
  "a processor that is no JSON": [
    altered("base", { "processor_config.json": encode("[") }),
    'in "processor_config.json", it is no JSON object',
  ],
  ...Object.fromEntries(
    ([
      ["sampling_rate", 8000, "16000"],
      ["sampling_rate", "16000", "16000"],
      ["feature_size", 80, "1"],
      ["padding_value", -1, "0"],
      ["padding_side", "left", "right"],
      ["do_normalize", 1, "true or false"],
      [
        "feature_extractor_type",
        "SeamlessM4TFeatureExtractor",
        "Wav2Vec2FeatureExtractor",
      ],
    ] as const).flatMap(([field, value, expected]) =>
      (["preprocessor", "processor"] as const).map((form) => [
        `a ${form} of ${field} ${JSON.stringify(value)}`,
        [
          preprocessed({ [field]: value }, form),
          `in "${form}_config.json", ${field} is ${
            JSON.stringify(value)
          }, expected ${expected}; choose another encoder or download the file again`,
        ] as const,
      ])
    ),
  ),
  "WavLM": [
    configured({ model_type: "wavlm" }),
    "whose gated relative position bias this suite does not have",
  ],
  "another model": [
    configured({ model_type: "bert" }),
    'model_type is "bert", expected wav2vec2',
  ],
  "another activation": [
    configured({ hidden_act: "relu" }),
    'hidden_act is "relu", expected gelu',
  ],
  "an adapter": [
    configured({ add_adapter: true }),
    "add_adapter is true, expected false",
  ],
  "a size beyond reason": [
    configured({ hidden_size: 2 ** 40 }),
    "hidden_size is 1099511627776, expected a whole number from 1 to 65536",
  ],
  "a width that heads do not divide": [
    configured({ num_attention_heads: 5 }),
    "hidden_size is 24, expected a multiple of 5 heads and 4 groups",
  ],
  "kernels without strides": [
    configured({ conv_stride: [5, 2] }),
    "conv_dim, conv_kernel and conv_stride have 7, 7 and 2 entries",
  ],
  "strides that leave samples out": [
    configured({ conv_stride: [11, 2, 2, 2, 2, 2, 2] }),
    "conv_stride is [11,2,2,2,2,2,2], expected at most the kernels [10,3,",
  ],
  "an unknown norm": [
    configured({ feat_extract_norm: "batch" }),
    'feat_extract_norm is "batch", expected group or layer',
  ],
  "a config of more blocks than there are weights": [
    configured({ num_hidden_layers: 3 }),
    'tensor "wav2vec2.encoder.layers.2.attention.q_proj.weight" is missing',
  ],
  "a config of another width": [
    configured({ hidden_size: 48 }),
    "has shape [24,16], expected [48,16] by config.json",
  ],
  "weights of something else": [
    altered("base", {
      "model.safetensors": rewritten((name) => name.replace("q_proj", "q")),
    }),
    'its weights have no tensor "encoder.layers.0.attention.q_proj.weight"',
  ],
  "weights that are no numbers": [
    altered("base", { "model.safetensors": rewritten(same, nan) }),
    'tensor "wav2vec2.encoder.layer_norm.bias" holds NaN at index 3',
  ],
  "weights cut off": [
    altered("base", { "model.safetensors": SAFETENSORS.subarray(0, 60_000) }),
    'Cannot read weights "model.safetensors": tensor',
  ],
};

for (const [what, [files, message]] of Object.entries(BAD)) {
  Deno.test(`readWav2Vec2() refuses ${what} in one sentence`, () => {
    const error = assertThrows(() => readWav2Vec2(files), ModelError, message);
    assert(!error.message.endsWith("."), error.message);
  });
}

Deno.test("readWav2Vec2() repeats of a hostile config one line of bounded length", () => {
  const files = configured({ hidden_act: "relu\n".repeat(1e5) });
  const { message } = assertThrows(() => readWav2Vec2(files), ModelError);
  assert(!message.includes("\n") && message.length < 400, message);
});

Deno.test("openEncoder() opens a folder, and asks npm encoders for their file", async () => {
  const { name, blocks } = await openEncoder("wav2vec2", filesOf("large"));
  assertEquals({ name, blocks }, { name: "wav2vec2", blocks: 3 });
  await assertRejects(
    () => openEncoder("moonshine-tiny", new Map()),
    ModelError,
    'encoder_model.onnx" is not among its files',
  );
});
