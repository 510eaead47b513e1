import { IS_BROWSER } from "fresh/runtime";
import { formatExact, formatRelative, UNKNOWN } from "@/components/format.ts";
import { useNow } from "@/components/now.ts";

/**
 * A time: how long ago, with the exact one as its title; or, with `exact`, itself.
 *
 * The server writes UTC and says so; in the browser it becomes the reader's own zone and way of writing.
 */
export function Time({ at, exact = false }: { at: string | null; exact?: boolean }) {
  const now = useNow();
  if (at === null) return <span class="unknown">{UNKNOWN}</span>;
  const ms = Date.parse(at);
  const zone = IS_BROWSER ? undefined : "UTC";
  return (
    <time dateTime={at} title={formatExact(ms, zone, true)} class={exact ? "exact" : "relative"}>
      {exact ? formatExact(ms, zone) : formatRelative(ms, now, zone)}
    </time>
  );
}
