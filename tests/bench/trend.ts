/** How a figure goes with time, whatever single ones do: the median of all slopes between two points (Theil–Sen). Pure. */
import { median } from "./percentile.ts";

export type Point = [x: number, y: number];

/** Per unit of x. The true slope is under `low` in 25 of 1,000 cases. */
export interface Trend {
  slope: number;
  low: number;
}

const Z_95 = 1.96;

/**
 * Fits a line to points, at least two.
 * @see Sen, Estimates of the Regression Coefficient Based on Kendall's Tau, 1968
 */
export function trendOf(points: Point[]): Trend {
  const slopes = points
    .flatMap(([x, y], i) => points.slice(i + 1).map(([x2, y2]) => (y2 - y) / (x2 - x)))
    .sort((a, b) => a - b);
  const n = points.length;
  const spread = Z_95 * Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
  const rank = Math.round((slopes.length - spread) / 2);
  return { slope: median(slopes), low: slopes[Math.max(0, rank - 1)] };
}
