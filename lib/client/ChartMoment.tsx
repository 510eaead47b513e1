import { useFormat } from "@/components/reader.ts";
import { formatMoment } from "./chart_format.ts";

/** A time of a chart: with its day, unless that is today. */
export function ChartMoment({ at }: { at: number }) {
  const format = useFormat();
  return <time dateTime={new Date(at).toISOString()}>{formatMoment(at, Date.now(), format)}</time>;
}
