/**
 * What Tables 3 to 5 of arXiv 2510.07052 print of each method. Text, because the
 * decimals that are printed say how exact a figure is.
 *
 * @module
 */

/** A threshold of Table 3. */
export type Threshold = "0.8" | "0.9";

/** Thresholds of Table 3. */
export const THRESHOLDS: readonly Threshold[] = ["0.8", "0.9"];

/** The configuration of the best trial (Table 4); `max_length` is printed in thousands. */
export interface PrintedConfiguration {
  /** Learning rate. */
  readonly lr: string;
  /** Epochs. */
  readonly num_epochs: string;
  /** Epoch from which the encoder is trained. */
  readonly unfreeze_epoch: string;
  /** Samples used at most. */
  readonly max_length: string;
}

/** Figures of one method, as printed. */
export interface Printed {
  /** Trials behind them: the budget of an optimizer, the last reported trial of the grid. */
  readonly trials: string;
  /** Trial at whose end BCA first exceeds a threshold (Table 3). */
  readonly thresholdTrial: Readonly<Record<Threshold, string>>;
  /** Minutes to that end (Table 3). */
  readonly thresholdMinutes: Readonly<Record<Threshold, string>>;
  /** Best BCA (Tables 4 and 5). */
  readonly bca: string;
  /** Minutes to it (Tables 4 and 5). */
  readonly minutes: string;
  /** BCA a minute (Table 5). */
  readonly efficiency: string;
  /** Configuration of the best trial; the grid's is not printed. */
  readonly configuration?: PrintedConfiguration;
}

/** Tables 3 to 5. */
export const PRINTED = {
  Optuna: {
    trials: "15",
    thresholdTrial: { "0.8": "4", "0.9": "15" },
    thresholdMinutes: { "0.8": "7.8", "0.9": "185.3" },
    bca: "0.93",
    minutes: "185",
    efficiency: "0.0050",
    configuration: {
      lr: "0.00000889",
      num_epochs: "4",
      unfreeze_epoch: "1",
      max_length: "64000",
    },
  },
  Hyperopt: {
    trials: "15",
    thresholdTrial: { "0.8": "5", "0.9": "11" },
    thresholdMinutes: { "0.8": "6.4", "0.9": "15" },
    bca: "0.97",
    minutes: "15",
    efficiency: "0.0646",
    configuration: {
      lr: "0.0000259",
      num_epochs: "8",
      unfreeze_epoch: "4",
      max_length: "80000",
    },
  },
  Ax: {
    trials: "15",
    thresholdTrial: { "0.8": "2", "0.9": "2" },
    thresholdMinutes: { "0.8": "2.4", "0.9": "2.4" },
    bca: "0.96",
    minutes: "11",
    efficiency: "0.0872",
    configuration: {
      lr: "0.0000228",
      num_epochs: "9",
      unfreeze_epoch: "0",
      max_length: "80000",
    },
  },
  grid: {
    trials: "143",
    thresholdTrial: { "0.8": "101", "0.9": "143" },
    thresholdMinutes: { "0.8": "1056", "0.9": "1680" },
    bca: "0.98",
    minutes: "1680",
    efficiency: "0.0005",
  },
} as const satisfies Readonly<Record<string, Printed>>;

/**
 * Demo data of the AutoSpeech 2020 challenge, as a participant published them:
 * labels and meta.json of `sample_data/DEMO`, HazzaCheng/AutoSpeech2020 at 8b063de.
 */
export const AUTOSPEECH_DEMO = {
  /** Recordings of each class, train and test together; classes have no names. */
  counts: [69, 62, 79, 71, 100, 81, 46],
  /** The budget that meta.json gives every entry. */
  budgetSeconds: 1800,
} as const;

/** Best entry of AutoSpeech 2020, as Table 5 prints it. */
export const PRINTED_AUTOSPEECH = {
  bca: "0.85",
  minutes: "30",
  efficiency: "0.0280",
} as const;
