/** Numbers with their units. */
import type { SampleView, TransactionView } from "@/lib/domain/views.ts";
import { useNow } from "@/components/now.ts";
import { useFormat, useReader } from "@/components/reader.ts";
import { UNKNOWN } from "@/lib/texts/format.ts";

export function Quantity({ value, unit }: { value: string | null; unit: string }) {
  if (value === null) return <span class="unknown">{UNKNOWN}</span>;
  return (
    <span class="quantity">
      {value} <span class="unit">{unit}</span>
    </span>
  );
}

export function Energy({ wh }: { wh: number | null | undefined }) {
  const format = useFormat();
  return <Quantity value={wh == null ? null : format.kwh(wh)} unit="kWh" />;
}

export function Power({ w }: { w: number | null | undefined }) {
  const format = useFormat();
  return <Quantity value={w == null ? null : format.kw(w)} unit="kW" />;
}

/** A charger that is silent for longer than any usual interval no longer tells the present. */
const STALE_MS = 15 * 60_000;

/** The power that is drawn now; unknown when what was told last is old. */
export function PowerNow({ reading }: { reading: SampleView | null }) {
  return <Power w={readPowerNow(reading, useNow())} />;
}

/** `now` is epoch ms. */
export function readPowerNow(reading: Pick<SampleView, "at" | "powerW"> | null, now: number): number | null {
  if (reading?.powerW === undefined || now - Date.parse(reading.at) > STALE_MS) return null;
  return reading.powerW;
}

/** A car's state of charge: the number, and a bar of it. */
export function StateOfCharge({ percent }: { percent: number | undefined }) {
  const { t, format } = useReader();
  if (percent === undefined) return <Quantity value={null} unit="%" />;
  return (
    <span class="soc">
      <progress max={100} value={percent} aria-label={t("reading.soc")} />
      <Quantity value={format.number(percent)} unit="%" />
    </span>
  );
}

/** How long a session took, or takes so far. */
export function Duration({ of }: { of: Pick<TransactionView, "startedAt" | "endedAt" | "durationS"> }) {
  const format = useFormat();
  const now = useNow();
  const seconds = of.endedAt === null ? (now - Date.parse(of.startedAt)) / 1000 : of.durationS;
  return <span class="quantity">{format.duration(Math.max(0, seconds))}</span>;
}
