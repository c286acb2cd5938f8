/**
 * What the program and its training workers say to each other.
 *
 * @module
 */
import {
  type Configuration,
  type EncoderFiles,
  type EpochReport,
  type Example,
  toConfiguration,
  type TrialResult,
  valueOf,
} from "../../model/mod.ts";
import type { Trial } from "../../optimizers/types.ts";

/** Where a worker keeps features beyond its own memory. */
export interface CacheFolder {
  /** Absolute path. */
  readonly folder: string;
  /** What decides the bits of features, see `FolderStore.open`. */
  readonly source: unknown;
}

/** What a worker needs once. */
export interface WorkerMaterial {
  /** Encoder name. */
  readonly encoder: string;
  /** The encoder's files by name. */
  readonly encoderFiles: EncoderFiles;
  /** Recipe name. */
  readonly recipe: string;
  /** Number of classes. */
  readonly classes: number;
  /** Threads of one trial. */
  readonly threads: number;
  /** Every utterance of the corpus. */
  readonly examples: readonly Example[];
  /** Absent: features are kept in memory only. */
  readonly cache?: CacheFolder;
}

/** What every job has. */
interface Job {
  /** Seed of the head's start and of the order of utterances. */
  readonly trainSeed: number;
  /** Indices of the utterances trained on. */
  readonly train: readonly number[];
  /** Indices of the validation part. */
  readonly validation: readonly number[];
  /** Indices of the test part, where the protocol has one. */
  readonly test?: readonly number[];
  /** Whether the trained weights are posted back. */
  readonly keepModel?: boolean;
}

/** Training of one configuration. */
export interface TrainingJob extends Job {
  /** All of it. */
  readonly configuration: Configuration;
  readonly probe?: undefined;
}

/** Fitting and scoring of the linear probe; nothing is trained. */
export interface ProbeJob extends Job {
  /** What a probe depends on. */
  readonly configuration: Pick<Configuration, "max_length">;
  readonly probe: true;
}

/** One trial. */
export type TrialJob = TrainingJob | ProbeJob;

/**
 * What a worker is asked for a trial that an optimizer proposed.
 *
 * @throws {RangeError} If a hyper-parameter is missing
 */
export function trialJob(
  { params, phase }: Pick<Trial, "params" | "phase">,
  trainSeed: number,
  parts: Pick<TrialJob, "train" | "validation" | "test">,
): TrialJob {
  return phase === "probe"
    ? {
      configuration: { max_length: valueOf(params, "max_length") },
      probe: true,
      trainSeed,
      ...parts,
    }
    : { configuration: toConfiguration(params), trainSeed, ...parts };
}

/** To a worker. */
export type ToWorker =
  | { readonly kind: "material"; readonly material: WorkerMaterial }
  | { readonly kind: "trial"; readonly job: TrialJob }
  | { readonly kind: "verdict"; readonly goOn: boolean };

/** From a worker. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "epoch"; readonly report: EpochReport }
  | { readonly kind: "done"; readonly result: TrialResult }
  | {
    readonly kind: "error";
    readonly message: string;
    /** True when the data or weights are to blame, not the suite. */
    readonly badData: boolean;
  };
