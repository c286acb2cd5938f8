/** Point 7: EmoDB's listeners. */
import emodb from "../../../corpora/listeners/emodb.json" with { type: "json" };
import type { EmodbRow } from "../../../corpora/listeners/emodb.ts";
import { listenersOf } from "../../../corpora/listeners/mod.ts";
import { type Figure, type Finding, findings } from "../findings/finding.ts";

/** Percent of listeners who recognised, and who found natural, what was released. */
const RECOGNISED = 80;
const NATURAL = 60;

/** Findings of point 7. */
export function listenerFindings(): Finding[] {
  return findings(7, [...baselines(), ...criteria()]);
}

function baselines(): Figure[] {
  return listenersOf("emodb")!.baselines.map((
    { baseline, class: group, n, rate },
  ): Figure => ({
    claim: `German listeners: ${group === "all" ? "plain mean" : group}, ${
      baseline === "test" ? "all recordings tested" : "released recordings"
    }`,
    ...(group === "balanced" ? { published: "84" } : {}),
    value: 100 * rate,
    unit: "%",
    how: `EmoDB's perception test, mean over ${n} recordings`,
  }));
}

/** How the release stands to the rates that its authors name as its criteria. */
function criteria(): Figure[] {
  const rows = emodb.recordings.rows as unknown as readonly EmodbRow[];
  const count = (holds: (row: EmodbRow) => boolean) =>
    rows.filter(holds).length;
  const how = "EmoDB's perception test, recording by recording";
  return [
    {
      claim: `released recordings recognised by fewer than ${RECOGNISED} %`,
      value: count(([, recognised, , released]) =>
        released && recognised < RECOGNISED
      ),
      how,
    },
    {
      claim: `released recordings rated natural by fewer than ${NATURAL} %`,
      value: count(([, , natural, released]) => released && natural < NATURAL),
      how,
    },
    {
      claim: "recordings that meet both criteria and are not released",
      value: count(([, recognised, natural, released]) =>
        !released && recognised >= RECOGNISED && natural >= NATURAL
      ),
      how: `${how}; ${RECOGNISED} % recognised and ${NATURAL} % natural`,
    },
  ];
}
