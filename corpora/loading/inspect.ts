import { recordingIndices } from "../recordings.ts";
import type { Emotion, Notice } from "../types.ts";
import type { CorpusFormat, Recording } from "./format.ts";
import { counted, listed } from "./wording.ts";

/** Tolerance of the official shortest and longest length, in seconds. */
const SECONDS_SLACK = 0.01;

/** Peak above which a float file cannot hold audio scaled to full scale 1. */
const PLAUSIBLE_PEAK = 2;

/**
 * Says what is odd in decoded recordings, in this order: `count` (not the
 * official number), `rate` (not the official rate, or several), `channels`
 * (more than one, averaged), `length` (outside the official range), `range`
 * (float samples far beyond full scale), `silence` (all samples zero),
 * `duplicate` (one recording under several names), `conflict` (under several
 * labels).
 *
 * @param recordings In the order of their ids
 */
export function inspect(
  format: CorpusFormat,
  recordings: readonly Recording[],
): Notice[] {
  return [
    ...countNotice(format, recordings),
    ...rateNotice(format, recordings),
    ...inspectAudio(recordings, format),
  ];
}

/**
 * Those of the notices that need no more than the recordings; with a format, its
 * lengths are checked, too.
 */
export function inspectAudio(
  recordings: readonly Recording[],
  format?: Pick<CorpusFormat, "seconds">,
): Notice[] {
  return [
    ...which(
      recordings,
      "channels",
      ({ channels }) => channels > 1,
      "with several channels, averaged",
    ),
    ...lengthNotice(format?.seconds, recordings),
    ...which(
      recordings,
      "range",
      ({ peak }) => peak > PLAUSIBLE_PEAK,
      `with samples beyond ${PLAUSIBLE_PEAK} times full scale`,
    ),
    ...which(
      recordings,
      "silence",
      ({ peak }) => peak === 0,
      "of digital silence",
    ),
    ...duplicateNotices(recordings),
  ];
}

/** One notice that names the recordings a condition holds for; none if it holds for none. */
function which(
  recordings: readonly Recording[],
  kind: string,
  condition: (recording: Recording) => boolean,
  what: string,
): Notice[] {
  const ids = recordings.filter(condition).map(({ utterance }) => utterance.id);
  if (ids.length === 0) return [];
  return [{
    kind,
    message: `${counted(ids.length, "recording")} ${what}: ${listed(ids)}`,
  }];
}

function countNotice(
  format: CorpusFormat,
  recordings: readonly Recording[],
): Notice[] {
  const found = new Map<Emotion, number>();
  for (const { utterance: { emotion } } of recordings) {
    found.set(emotion, (found.get(emotion) ?? 0) + 1);
  }
  const off = format.classes.filter((c) =>
    (found.get(c) ?? 0) !== format.counts[c]
  );
  if (off.length === 0) return [];
  const official = format.classes.reduce(
    (sum, c) => sum + (format.counts[c] ?? 0),
    0,
  );
  const classes = off.map((c) =>
    `${c} ${found.get(c) ?? 0} of ${format.counts[c]}`
  ).join(", ");
  return [{
    kind: "count",
    message:
      `found ${recordings.length} of ${official} recordings (${classes}): ` +
      "scores do not compare with those on the whole corpus",
  }];
}

function rateNotice(
  format: CorpusFormat,
  recordings: readonly Recording[],
): Notice[] {
  const files = new Map<number, number>();
  for (const { utterance: { sourceRateHz } } of recordings) {
    files.set(sourceRateHz, (files.get(sourceRateHz) ?? 0) + 1);
  }
  if (files.size === 1 && files.has(format.rateHz)) return [];
  const rates = [...files].sort(([a], [b]) => a - b)
    .map(([rate, n]) => `${counted(n, "file")} at ${rate} Hz`).join(", ");
  const mixed = files.size > 1
    ? "; with mixed rates the bandwidth may give the class away"
    : "";
  return [{
    kind: "rate",
    message:
      `found ${rates}, where the original has ${format.rateHz} Hz: a converted copy${mixed}`,
  }];
}

function lengthNotice(
  official: CorpusFormat["seconds"],
  recordings: readonly Recording[],
): Notice[] {
  if (official === undefined) return [];
  const [shortest, longest] = official;
  return which(
    recordings,
    "length",
    ({ seconds }) =>
      seconds < shortest - SECONDS_SLACK || seconds > longest + SECONDS_SLACK,
    `outside the original's ${shortest} to ${longest} s`,
  );
}

function duplicateNotices(recordings: readonly Recording[]): Notice[] {
  const utterances = recordings.map(({ utterance }) => utterance);
  const first = recordingIndices(utterances);
  const groups = Map.groupBy(utterances.keys(), (index) => first[index]);
  const duplicates: Notice[] = [];
  const conflicts: Notice[] = [];
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const emotions = new Set(group.map((index) => utterances[index].emotion));
    const names = listed(group.map((index) => utterances[index].id));
    if (emotions.size === 1) {
      duplicates.push({
        kind: "duplicate",
        message: `one recording under several names: ${names}`,
      });
    } else {
      const labels = [...emotions].join(", ");
      conflicts.push({
        kind: "conflict",
        message: `one recording under the labels ${labels}: ${names}`,
      });
    }
  }
  return [...duplicates, ...conflicts];
}
