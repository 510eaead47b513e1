/** Percentiles of what was measured. */

/** The value that `percent` of the values do not exceed; NaN of none. */
export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * percent / 100) - 1)] ?? NaN;
}

export function median(values: number[]): number {
  return percentile(values, 50);
}
