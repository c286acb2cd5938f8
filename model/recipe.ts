/** Everything about training that is not searched. */
export interface Recipe {
  /** Name in tables, with the fields that it changes. */
  readonly name: string;
  /**
   * `xavier`: weights uniform in +-sqrt(6 / (in + classes)), biases zero.
   * `probe`: softmax regression on the training part (LP-FT, Kumar et al. 2022).
   */
  readonly head_start: "xavier" | "probe";
  /** Whether audio shorter than `max_length` is filled up with zeros. */
  readonly padding: "none" | "zeros";
  /** First block trained once unfrozen, 0-based; what lies below is constant. */
  readonly first_block: number;
  /**
   * Whether the front end is constant too or trained with the blocks, as the
   * published scripts do; the latter asks for `first_block` 0 and `batch` 1.
   */
  readonly stem: "frozen" | "trained";
  /** Blocks used: frames are pooled after this many. */
  readonly pooled_after: number;
  /**
   * Lower blocks after which frames are pooled, too, in ascending order; 0 is
   * the front end.
   */
  readonly also_pooled: readonly number[];
  /**
   * What is trained beside the head once unfrozen: `full`: all weights from
   * `first_block` up; `lora`: factors of low rank added to the matrices of
   * `targets`; `bitfit`: biases and norms; `probe`: nothing, ever.
   */
  readonly tuning: "full" | "lora" | "bitfit" | "probe";
  /** Rank of LoRA's factors, r. */
  readonly rank: number;
  /** LoRA's factors count alpha / r times, or by `scaling`. */
  readonly alpha: number;
  /** Matrices that LoRA adds to. */
  readonly targets: "attention" | "feed-forward" | "both";
  /** `standard`: alpha / r; `rslora`: alpha / sqrt(r). */
  readonly scaling: "standard" | "rslora";
  /** How frames become one vector. */
  readonly pooling: "mean" | "mean+deviation";
  /** Utterances in a step. */
  readonly batch: number;
  /** AdamW's decay rates of the first and second moment. */
  readonly betas: readonly [number, number];
  /** AdamW's term in the denominator. */
  readonly epsilon: number;
  /** Decoupled weight decay, multiplied by the learning rate. */
  readonly weight_decay: number;
  /** Largest 2-norm of the whole gradient. */
  readonly clip_norm: number;
  /** Share of the target spread evenly over all classes. */
  readonly label_smoothing: number;
  /**
   * Shortest stretch of an utterance's frames used in an unfrozen step, as a
   * share of them; drawn anew each time. 1: always all.
   */
  readonly shortest_crop: number;
  /**
   * Whether recordings of rare classes weigh more in probe and steps, so that
   * all classes count alike, as they do in BCA.
   */
  readonly class_weights: "equal" | "balanced";
  /**
   * Share of the trial's start in the weights that are scored, 0 to 1; the rest
   * are those trained.
   */
  readonly start_share: number;
  /** L2 penalty of the probe, on standardised features. */
  readonly probe_penalty: number;
}
