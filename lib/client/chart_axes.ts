/** The axes of a chart: how far each unit reaches, and what stands at its ticks. Pure. */
import type { Format } from "../texts/format.ts";
import type { Unit } from "./chart_lines.ts";

const LEAST_KW_OR_A = 1;
const LEAST_KWH = 0.1;
const LEAST_VOLTS = 10;
/** Of the values' height. */
const ROOM = 0.1;

/**
 * From where to where an axis goes, given the least and most of its values (null: there are none).
 *
 * Power and current stand on zero, so that heights compare; a meter register or voltage would be a flat line then.
 *
 * @example {text:"V", digits:0}, 230, 232  →  [226, 236]
 */
export function rangeOf({ text }: Unit, least: number | null, most: number | null): [number, number] {
  const [min, max] = [least ?? 0, most ?? 0];
  switch (text) {
    case "%":
      return [0, 100];
    case "kW":
    case "A":
      return [Math.min(0, min * (1 + ROOM)), Math.max(LEAST_KW_OR_A, max * (1 + ROOM))];
    case "kWh":
      return min <= max / 2 ? [Math.min(0, min), Math.max(LEAST_KWH, max * (1 + ROOM))] : around(min, max, LEAST_KWH);
    case "V":
      return around(min, max, LEAST_VOLTS);
    default:
      return text satisfies never;
  }
}

function around(min: number, max: number, leastHeight: number): [number, number] {
  const height = Math.max(leastHeight, (max - min) * (1 + 2 * ROOM));
  const middle = (min + max) / 2;
  return [middle - height / 2, middle + height / 2];
}

/** @example [0, 2.5, 5], {text:"kW", digits:1}  →  ["0 kW", "2.5 kW", "5 kW"] */
export function labelTicks(splits: number[], { text }: Unit, format: Format): string[] {
  return splits.map((value) => `${format.number(value, 3, 0)} ${text}`);
}

/** How many px the labels of an axis take. */
export function widthOf(labels: (string | null)[] | null): number {
  const longest = Math.max(0, ...(labels ?? []).map((label) => label?.length ?? 0));
  return Math.ceil(longest * 6.6 + 12);
}
