import type { TrainedModel } from "./training/trained_model.ts";

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

/** Values of the four searched hyper-parameters (arXiv 2510.07052, Table 2). */
export interface Configuration {
  /** Peak learning rate of AdamW, head and encoder alike. */
  readonly lr: number;
  /** Epochs in all, frozen ones included. */
  readonly num_epochs: number;
  /** First epoch (0-based) in which the encoder is trained; at or above `num_epochs`: never. */
  readonly unfreeze_epoch: number;
  /** Longest audio used, in samples at 16 kHz. */
  readonly max_length: number;
}

/** What the model said about one recording. */
export interface Prediction {
  /** Name of the recording. */
  readonly id: string;
  /** True class. */
  readonly truth: number;
  /** Most probable class, the lowest index on ties. */
  readonly predicted: number;
  /** Softmax output; shape (classes). */
  readonly probabilities: readonly number[];
}

/** How well a set of recordings was recognised. All rates lie in [0, 1]. */
export interface Score {
  /** Mean recall over the classes present (unweighted average recall). */
  readonly bca: number;
  /** Share of recordings recognised. */
  readonly accuracy: number;
  /** Mean F1 over the classes present; 0 for a class never predicted rightly. */
  readonly macro_f1: number;
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Classes without a recording in this set, ascending; left out of the means. */
  readonly absent_classes: readonly number[];
  /** One class predicted for everything, or BCA at or below chance, 1 / classes present. */
  readonly collapsed: boolean;
  /** Counts, row = truth, column = predicted; shape (classes, classes). */
  readonly confusion: readonly (readonly number[])[];
  /** One entry for each recording, in the order given. */
  readonly predictions: readonly Prediction[];
}

/** What an epoch did, handed to `report` when it ends. */
export interface EpochReport {
  /** 0-based. */
  readonly epoch: number;
  /** True while only the head is trained. */
  readonly frozen: boolean;
  /** Learning rate of this epoch. */
  readonly lr: number;
  /** Mean cross-entropy of the training utterances as they were met, nats. */
  readonly train_loss: number;
  /** Mean cross-entropy on the validation part after the epoch, nats. */
  readonly validation_loss: number;
  /** BCA on the validation part after the epoch. */
  readonly bca_validation: number;
  /** Mean over steps of the gradient's 2-norm before clipping. */
  readonly gradient_norm: number;
  /**
   * Matrix products of this epoch, multiply-adds x 2, in 1e9. The first epoch
   * also carries the preparation (features, probe), in full, whether or not a
   * cache held it: the number does not depend on what ran before.
   */
  readonly work_gflop: number;
  /** Seconds of training, preparation included in the first epoch. */
  readonly train_s: number;
  /** Seconds of scoring. */
  readonly eval_s: number;
}

/** What a trial cost, however it ended. */
export interface TrialCost {
  /** Epochs finished. */
  readonly epochs_run: number;
  /** Matrix products, multiply-adds x 2, in 1e9; independent of caches. */
  readonly work_gflop: number;
  /** Seconds of preparation and training. */
  readonly train_s: number;
  /** Seconds of scoring. */
  readonly eval_s: number;
}

/** How a trial ended. */
export type TrialResult =
  | TrialCost & {
    /** `pruned`: `report` answered false. */
    readonly state: "complete" | "pruned";
    /** Score of the last weights on the validation part. */
    readonly validation: Score;
    /** Score of the same weights on the test part, where there is one. */
    readonly test?: Score;
    /** The same of the probe that the head started from; none where it did not. */
    readonly start?: {
      readonly bca_validation: number;
      /** Absent without a test part. */
      readonly bca_test?: number;
    };
    /** The weights that were scored, where they were asked for. */
    readonly model?: TrainedModel;
  }
  | TrialCost & {
    readonly state: "diverged";
    /** One sentence: where the loss left the finite or sensible range. */
    readonly reason: string;
  };

/** One trial: what to train on, what to score, with which configuration. */
export interface FineTuneOptions {
  /** Training part. */
  readonly train: readonly Example[];
  /** Validation part, which the optimizer selects on: scored after every epoch. */
  readonly validation: readonly Example[];
  /**
   * Test part, scored at the end and, where the head starts as a probe, before
   * training; absent where the protocol holds none out.
   */
  readonly test?: readonly Example[];
  /** The searched hyperparameters. */
  readonly configuration: Configuration;
  /** Head initialisation, then the order of the utterances, epoch by epoch. */
  readonly random: RandomStream;
  /** Clock in milliseconds; only differences are used. */
  readonly now: () => number;
  /** Called when an epoch ends and awaited; false stops the trial now (pruned). */
  readonly report: (epoch: EpochReport) => boolean | Promise<boolean>;
  /** Whether the result holds the trained weights. */
  readonly keepModel?: boolean;
  /** Aborting rejects with the signal's reason after the current step. */
  readonly signal?: AbortSignal;
}
