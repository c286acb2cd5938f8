/**
 * A Moonshine-shaped encoder with random weights, small enough for unit tests:
 * d = 16, 2 heads of 8 channels of which 6 are rotated, 3 blocks, 24 hidden.
 *
 * @module
 */
import type { Encoder, Weight } from "../../model/encoders/encoder.ts";
import { moonshine } from "../../model/encoders/moonshine.ts";
import type { Example, RandomStream } from "../../model/types.ts";

/** Mulberry32; a stream of its own for the tests. */
export function testStream(seed: number): RandomStream {
  let state = seed | 0;
  return {
    random() {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}

/** Uniform numbers in +-limit. */
export function uniform(
  length: number,
  limit: number,
  stream: RandomStream,
): Float32Array {
  return Float32Array.from(
    { length },
    () => (2 * stream.random() - 1) * limit,
  );
}

export const TINY = { width: 16, heads: 2, blocks: 3, hidden: 24 } as const;

export function tinyEncoder(seed = 1): Encoder {
  const stream = testStream(seed);
  const { width: d, heads, blocks, hidden } = TINY;
  const weights = new Map<string, Weight>();
  const put = (name: string, dims: number[], centre = 0) => {
    const length = dims.reduce((n, size) => n * size, 1);
    const fanIn = dims.length === 3 ? dims[1] * dims[2] : dims[0];
    const data = uniform(length, centre ? 0.1 : Math.sqrt(3 / fanIn), stream);
    weights.set(name, { data: data.map((x) => x + centre), dims });
  };
  put("conv1.w", [d, 1, 127]);
  put("norm0.w", [d, 1], 1);
  put("norm0.b", [d, 1]);
  put("conv2.w", [2 * d, d, 7]);
  put("conv2.b", [2 * d]);
  put("conv3.w", [d, 2 * d, 3]);
  put("conv3.b", [d]);
  put("norm.w", [d], 1);
  for (let i = 0; i < blocks; i++) {
    put(`blocks.${i}.norm1.w`, [d], 1);
    put(`blocks.${i}.qkv.w`, [d, 3 * d]);
    put(`blocks.${i}.out.w`, [d, d]);
    put(`blocks.${i}.norm2.w`, [d], 1);
    put(`blocks.${i}.fc1.w`, [d, hidden]);
    put(`blocks.${i}.fc1.b`, [hidden]);
    put(`blocks.${i}.fc2.w`, [hidden, d]);
    put(`blocks.${i}.fc2.b`, [d]);
  }
  const frequencies = Float32Array.of(1, 0.3, 0.1);
  return moonshine({ name: "tiny", heads, frequencies }, weights);
}

/** Tones whose pitch tells the class, from 0.2 to 0.5 s, with some noise. */
export function tones(
  count: number,
  classes: number,
  seed: number,
): Example[] {
  const stream = testStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const label = i % classes;
    const length = 3200 + Math.floor(4800 * stream.random());
    const hertz = 150 * 1.8 ** (label + 0.2 * stream.random());
    return {
      id: `tone ${seed}/${i}`,
      label,
      samples: Float32Array.from(
        { length },
        (_, n) =>
          0.5 * Math.sin(2 * Math.PI * hertz * n / 16000) +
          0.1 * (stream.random() - 0.5),
      ),
    };
  });
}
