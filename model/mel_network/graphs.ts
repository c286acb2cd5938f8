/**
 * A small convolutional network on mel levels, from scratch:
 *
 *     5 times: 3 x 3 convolution, batch norm, ReLU, 2 x 2 maximum
 *     dense layer, ReLU, dense layer
 *
 * Notation: B crops, M bands, T frames, C classes.
 *
 * @module
 */
import { gradientName, type Graph, type Parameter } from "../graph/graphs.ts";
import { Tape, type Value } from "../graph/tape.ts";
import { BATCH_NORM_EPSILON, batchNorm } from "../ops/batch_norm.ts";
import { conv2d } from "../ops/conv2d.ts";
import { crossEntropy } from "../ops/cross_entropy.ts";
import { linear } from "../ops/linear.ts";
import { maxPool } from "../ops/max_pool.ts";
import { relu } from "../ops/relu.ts";

/** What decides the network. */
export interface MelNetworkShape {
  /** M; at least 32. */
  readonly bands: number;
  /** T; at least 32. */
  readonly frames: number;
  /** C. */
  readonly classes: number;
}

/** Convolutions. */
export const LAYERS = 5;
/** Channels of each, and units of the dense layer. */
export const CHANNELS = 64;

/** Names of a layer's batch statistics, outputs of training and inputs of scoring. */
export const statistics = (layer: number) =>
  ({ mean: `${layer}.mean`, variance: `${layer}.variance` }) as const;

/** Shape of a batch statistic, and of a batch norm's weights. */
export const CHANNEL = [1, CHANNELS, 1, 1] as const;

/**
 * Inputs `levels` [B, 1, M, T], `targets` [B, C] and the weights; outputs
 * `loss`, the gradient of each weight and each layer's batch statistics.
 */
export function melTrainingGraph(shape: MelNetworkShape): Graph {
  const tape = new Tape();
  const parameters: (Parameter & { readonly value: Value })[] = [];
  const logits = emit(tape, shape, (name, dims) => {
    const value = tape.parameter(name, dims);
    parameters.push({ name, dims, value });
    return value;
  }, (layer, x, w, b) => {
    const { y, mean, variance } = batchNorm(tape, x, w, b);
    tape.output(mean, statistics(layer).mean);
    tape.output(variance, statistics(layer).variance);
    return y;
  });
  const loss = crossEntropy(tape, logits, tape.input("targets", logits.dims));
  tape.backward(loss);
  for (const { name, value } of parameters) {
    tape.output(tape.gradient(value)!, gradientName(name));
  }
  tape.output(loss, "loss");
  return finish(tape, "mel training", parameters);
}

/**
 * Inputs `levels` [B, 1, M, T], the weights and each layer's statistics; output
 * `logProbabilities` [B, C].
 */
export function melScoringGraph(shape: MelNetworkShape): Graph {
  const tape = new Tape();
  const parameters: Parameter[] = [];
  const logits = emit(tape, shape, (name, dims) => {
    parameters.push({ name, dims });
    return tape.input(name, dims);
  }, (layer, x, w, b) => {
    const { mean, variance } = statistics(layer);
    const raised = tape.op(
      "Add",
      [tape.input(variance, CHANNEL), tape.scalar(BATCH_NORM_EPSILON)],
      CHANNEL,
    );
    const deviation = tape.op("Sqrt", [raised], CHANNEL);
    const factor = tape.op("Div", [w, deviation], CHANNEL);
    const centred = tape.op("Sub", [x, tape.input(mean, CHANNEL)], x.dims);
    const scaled = tape.op("Mul", [centred, factor], x.dims);
    return tape.op("Add", [scaled, b], x.dims);
  });
  const log = tape.op("LogSoftmax", [logits], logits.dims, { axis: -1n });
  tape.output(log, "logProbabilities");
  return finish(tape, "mel scoring", parameters);
}

type Declare = (name: string, dims: readonly number[]) => Value;
type Normalise = (layer: number, x: Value, w: Value, b: Value) => Value;

function emit(
  tape: Tape,
  { bands, frames, classes }: MelNetworkShape,
  declare: Declare,
  normalise: Normalise,
): Value {
  let x = tape.input("levels", ["B", 1, bands, frames]);
  let [height, width] = [bands, frames];
  for (let layer = 0; layer < LAYERS; layer++) {
    const inner = layer === 0 ? 1 : CHANNELS;
    const kernel = declare(`${layer}.kernel`, [CHANNELS, inner, 3, 3]);
    const normed = normalise(
      layer,
      conv2d(tape, x, kernel),
      declare(`${layer}.scale`, CHANNEL),
      declare(`${layer}.shift`, CHANNEL),
    );
    [height, width] = [Math.floor(height / 2), Math.floor(width / 2)];
    x = maxPool(tape, relu(tape, normed), height, width);
  }
  const size = CHANNELS * height * width;
  const shape = tape.op("Shape", [x], [4]);
  const row = tape.op("Reshape", [x, tape.integers([0, size])], ["B", size]);
  const flat = tape.record(
    row,
    [x],
    (dy) => tape.accumulate(x, () => tape.op("Reshape", [dy, shape], x.dims)),
  );
  const dense = linear(
    tape,
    flat,
    declare("dense.w", [size, CHANNELS]),
    declare("dense.b", [CHANNELS]),
  );
  return linear(
    tape,
    relu(tape, dense),
    declare("head.w", [CHANNELS, classes]),
    declare("head.b", [classes]),
  );
}

function finish(
  tape: Tape,
  name: string,
  parameters: readonly Parameter[],
): Graph {
  return {
    model: tape.build(name),
    products: tape.products,
    parameters: parameters.map(({ name, dims }) => ({ name, dims })),
  };
}
