/** A seeded source of uniform numbers, handed in by the caller. */
export interface RandomStream {
  /** Next uniform float64 in [0, 1). */
  random(): number;
}

/** One labelled recording as the model sees it. */
export interface Example {
  /** Stable name, used in caches and in predictions. */
  readonly id: string;
  /** Mono audio at 16 kHz in [-1, 1]; shape (samples). */
  readonly samples: Float32Array;
  /** Class index, 0-based. */
  readonly label: number;
}

/** The four searched hyperparameters (arXiv 2510.07052, Table 2). */
export interface Setting {
  /** Peak learning rate of AdamW, head and encoder alike. */
  readonly lr: number;
  /** Epochs in all, frozen ones included. */
  readonly num_epochs: number;
  /** First epoch (0-based) in which the encoder is trained; at or above `num_epochs`: never. */
  readonly unfreeze_epoch: number;
  /** Longest audio used, in samples at 16 kHz. */
  readonly max_length: number;
}
