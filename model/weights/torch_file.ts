/**
 * Reads the state dicts that `torch.save` writes (`.ckpt`, `.bin`, `.pt`): a
 * zip file with a pickle that names the tensors, and a file for each storage.
 *
 * @module
 */
import { PickledTensor, readPickle } from "./pickle.ts";
import {
  countOf,
  decodeFloats,
  FLOAT_BYTES,
  type FloatFormat,
  shown,
  type StoredTensor,
  type StoredTensors,
  weightsFault,
} from "./stored_tensor.ts";
import { isZip, readZip } from "./zip.ts";

/** A pickle of names and shapes; that of a large encoder takes 60 kB. */
const MAX_PICKLE = 16_000_000;

/**
 * How many times a file's size its tensors may take as float32. Half precision
 * doubles them, weights that two modules share are read twice.
 */
const MAX_GROWTH = 4;

const PICKLE = "data.pkl";

/** 0x1950a86a20f9469cfc6c, little-endian (`MAGIC_NUMBER` of torch/serialization.py). */
const LEGACY_MAGIC = "6cfc9c46f9206aa85019";

const FORMATS: Readonly<Record<string, FloatFormat>> = {
  FloatStorage: "float32",
  HalfStorage: "float16",
  BFloat16Storage: "bfloat16",
  DoubleStorage: "float64",
};

/**
 * Reads names and shapes of a state dict; values are decoded when asked for.
 *
 * @param file Name of the file, for messages
 * @param bytes The whole file
 * @throws {ModelError} If the file is damaged, of the form before PyTorch 1.6,
 *   or holds anything but tensors and containers; nothing of it is executed
 */
export function readTorchFile(file: string, bytes: Uint8Array): StoredTensors {
  if (!isZip(bytes)) {
    throw isLegacy(bytes)
      ? weightsFault(
        file,
        "it is a pickle of the form that torch.save wrote before version 1.6, expected a zip file",
        resave(file),
      )
      : weightsFault(
        file,
        "it does not begin as a zip file, as torch.save writes since version 1.6",
      );
  }
  const entries = readZip(file, bytes);
  const [path, pickle] =
    [...entries].find(([name]) =>
      name === PICKLE || name.endsWith(`/${PICKLE}`)
    ) ?? [];
  if (path === undefined || pickle === undefined) {
    throw weightsFault(file, `it has no entry "${PICKLE}"`);
  }
  if (pickle.length > MAX_PICKLE) {
    throw weightsFault(
      file,
      `its pickle takes ${pickle.length} bytes, expected at most ${MAX_PICKLE}`,
    );
  }
  const root = path.slice(0, -PICKLE.length);
  checkByteOrder(file, entries.get(`${root}byteorder`));
  const state = readPickle(file, pickle);
  if (!(state instanceof Map)) {
    throw weightsFault(file, "its pickle holds no dict of tensors");
  }
  const tensors = new Map<string, StoredTensor>();
  for (const [name, value] of state) {
    if (typeof name !== "string" || !(value instanceof PickledTensor)) continue;
    const data = entries.get(`${root}data/${value.storage.key}`);
    tensors.set(name, storedTensor(file, name, value, data));
  }
  checkGrowth(file, bytes.length, tensors);
  return tensors;
}

/** Whether a file begins with PyTorch's magic number, the first pickle of the old form. */
function isLegacy(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 32).toHex().includes(LEGACY_MAGIC);
}

/** The old form in PyTorch's hands, which executes no more of it than tensors need. */
function resave(file: string): string {
  const load = `torch.load('${file}', map_location='cpu', weights_only=True)`;
  return "load and save it once in PyTorch " +
    `(\`python -c "import torch; torch.save(${load}, '${file}')"\`), ` +
    "or download model.safetensors in its place";
}

/** Many tensors may lie on one storage, and many storages on the same bytes. */
function checkGrowth(
  file: string,
  length: number,
  tensors: StoredTensors,
): void {
  const size = [...tensors.values()].reduce(
    (sum, { dims }) => sum + Float32Array.BYTES_PER_ELEMENT * countOf(dims),
    0,
  );
  if (size <= MAX_GROWTH * length) return;
  throw weightsFault(
    file,
    `its tensors take ${size} bytes as float32, the file ${length}, expected at most ${MAX_GROWTH} times as many, as in a file made to fill the memory`,
  );
}

/** Files without this entry are from before it could be anything else. */
function checkByteOrder(file: string, entry: Uint8Array | undefined): void {
  const order = entry ? new TextDecoder().decode(entry) : "little";
  if (order === "little") return;
  throw weightsFault(
    file,
    `its byte order is ${shown(order)}, expected "little"`,
  );
}

function storedTensor(
  file: string,
  name: string,
  { storage, offset, dims, strides }: PickledTensor,
  data: Uint8Array | undefined,
): StoredTensor {
  const format = FORMATS[storage.type];
  if (!data) {
    throw weightsFault(
      file,
      `storage ${shown(storage.key)} of tensor ${shown(name)} is missing`,
    );
  }
  const size = format && FLOAT_BYTES[format] * storage.count;
  if (size !== undefined && size !== data.length) {
    throw weightsFault(
      file,
      `storage ${shown(storage.key)} of tensor ${
        shown(name)
      } takes ${data.length} bytes, ${storage.count} values of ${storage.type} take ${size}`,
    );
  }
  const last = dims.reduce((at, n, i) => at + (n - 1) * strides[i], offset);
  // A stride of zero would let a short storage fill any shape
  if (countOf(dims) > storage.count || last >= storage.count && countOf(dims)) {
    throw weightsFault(
      file,
      `tensor ${shown(name)} of shape ${
        shown(dims)
      } reaches value ${last} of its storage, which has ${storage.count}`,
    );
  }
  return {
    dims,
    read() {
      if (!format) {
        throw weightsFault(
          file,
          `tensor ${shown(name)} is in a ${storage.type}, expected one of ${
            Object.keys(FORMATS).join(", ")
          }`,
        );
      }
      const bytes = FLOAT_BYTES[format];
      const values = decodeFloats(
        data.subarray(offset * bytes, Math.max(offset, last + 1) * bytes),
        format,
      );
      return isContiguous(dims, strides)
        ? values
        : gathered(values, dims, strides);
    },
  };
}

function isContiguous(
  dims: readonly number[],
  strides: readonly number[],
): boolean {
  let expected = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    if (dims[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= dims[axis];
  }
  return true;
}

/** Values by strides, in row-major order. */
function gathered(
  values: Float32Array,
  dims: readonly number[],
  strides: readonly number[],
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(countOf(dims));
  for (let i = 0; i < out.length; i++) {
    let [rest, at] = [i, 0];
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      at += rest % dims[axis] * strides[axis];
      rest = Math.floor(rest / dims[axis]);
    }
    out[i] = values[at];
  }
  return out;
}
