import * as Plot from "@observablehq/plot";
import type { Parameter } from "../../optimizers/mod.ts";
import {
  HYPER_PARAMETERS,
  type HyperParameter,
} from "../plan/hyper_parameters.ts";
import { draw } from "./draw.ts";
import { flagOf, numberOf, type RowIn, textOf } from "./records.ts";
import { labelWidth } from "./scale.ts";
import { optimizerShade, SHADES } from "./theme.ts";

/** Height of an optimizer's row, in pixels. */
const ROW = 22;
/** Height of a title and of the values of its neighbour, in pixels. */
const TITLE = 40;

/**
 * Where the configurations of all trials lie in the space searched, a tick each, and
 * those found, dots: the larger the more studies found the value, hollow where the
 * encoder was never trained.
 *
 * @param trials Rows of `trials.csv` of one configuration
 * @param isFound Whether a row is what its study found
 * @param parameters Hyper-parameters to draw, a panel each
 */
export function configurationsTried<Trial extends RowIn<"trials">>(
  trials: readonly Trial[],
  isFound: (row: Trial) => boolean,
  parameters: readonly HyperParameter<keyof Trial & string>[] =
    HYPER_PARAMETERS,
): string {
  const optimizers = [
    ...new Set(trials.map((row) => textOf(row, "optimizer"))),
  ];
  const points = trials.flatMap((row) =>
    parameters.flatMap(({ name, parameter }) => {
      const value = numberOf(row, name);
      const place = value === null ? null : placeOf(parameter, value);
      return place === null ? [] : [{
        optimizer: textOf(row, "optimizer"),
        name,
        place,
        found: isFound(row),
        trained: !flagOf(row, "never_unfrozen"),
      }];
    })
  );
  type Point = typeof points[number];
  // Studies that found the same value share a dot, the larger the more they are
  const found = [
    ...Map.groupBy(
      points.filter(({ found }) => found),
      ({ optimizer, name, place, trained }) =>
        JSON.stringify([optimizer, name, place, trained]),
    ).values(),
  ].map((same) => ({ ...same[0], n: same.length }));
  type Found = typeof found[number];
  const colour = ({ optimizer }: Point) => optimizerShade(optimizer).light;
  const values = parameters.flatMap(({ parameter, text }) =>
    labelled(parameter).map((value) => ({
      name: parameter.name,
      place: placeOf(parameter, value)!,
      text: text(value),
    }))
  );
  const names = parameters.map(({ name }) => name);
  return draw({
    height: 56 + (ROW * optimizers.length + TITLE) * names.length,
    marginTop: 30,
    marginBottom: 26,
    marginLeft: labelWidth(optimizers),
    marginRight: 24,
    x: { axis: null, domain: [0, 1], insetLeft: 12, insetRight: 12 },
    y: { label: null, domain: optimizers, tickSize: 0 },
    fy: {
      label: null,
      domain: names,
      axis: null,
      padding: TITLE / (ROW * optimizers.length + TITLE),
    },
    marks: [
      Plot.frame({ stroke: SHADES.line.light }),
      Plot.text(names, {
        fy: (name: string) => name,
        frameAnchor: "top-left",
        dy: -16,
        dx: 2,
        text: (name: string) => name,
        fontWeight: "bold",
      }),
      Plot.text(values, {
        x: "place",
        fy: "name",
        text: "text",
        frameAnchor: "bottom",
        dy: 15,
        fill: SHADES.muted.light,
        fontSize: 11,
      }),
      Plot.tickX(points, {
        x: "place",
        y: "optimizer",
        fy: "name",
        stroke: colour,
        strokeOpacity: 0.35,
        insetTop: 2,
        insetBottom: 2,
      }),
      Plot.dot(found, {
        x: "place",
        y: "optimizer",
        fy: "name",
        r: {
          value: ({ n }: Found) => Math.min(ROW / 2, 4 * Math.sqrt(n)),
          scale: null,
        },
        fill: (point: Found) =>
          point.trained ? colour(point) : SHADES.paper.light,
        fillOpacity: 0.7,
        stroke: colour,
        strokeWidth: 1.5,
      }),
    ],
  }, {
    title: "Configurations tried and found",
    description: optimizers.map((optimizer) => {
      const found = trials.filter((row) =>
        textOf(row, "optimizer") === optimizer && isFound(row)
      );
      return `${optimizer} found ${
        found.map((row) =>
          parameters.flatMap(({ name, text }) => {
            const value = numberOf(row, name);
            return value === null ? [] : [text(value)];
          }).join(" ")
        ).join(", ") || "nothing"
      }`;
    }).join("; "),
  });
}

/** From 0 to 1 along the axis of a parameter; null for a value that the space lacks. */
function placeOf(parameter: Parameter, value: number): number | null {
  if (parameter.kind === "categorical") {
    const at = parameter.choices.indexOf(value);
    return at < 0 ? null : at / (parameter.choices.length - 1);
  }
  const along = parameter.kind === "log-uniform" ? Math.log : Number;
  const [low, high] = [along(parameter.low), along(parameter.high)];
  const place = (along(value) - low) / (high - low);
  return place >= -1e-9 && place <= 1 + 1e-9 ? place : null;
}

/** Values that are written at an axis. */
function labelled(parameter: Parameter): readonly number[] {
  if (parameter.kind === "categorical") return parameter.choices;
  const { low, high } = parameter;
  if (parameter.kind !== "log-uniform") {
    return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  }
  const [first, last] = [low, high].map((x) => Math.round(Math.log10(x)));
  return Array.from(
    { length: last - first + 1 },
    (_, i) => Number(`1e${first + i}`),
  );
}
