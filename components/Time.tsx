import { useNow } from "@/components/now.ts";
import { useFormat } from "@/components/reader.ts";
import { UNKNOWN } from "@/lib/texts/format.ts";

/** A time: how long ago, with the exact one as its title; or, with `exact`, itself. */
export function Time({ at, exact = false }: { at: string | null; exact?: boolean }) {
  const now = useNow();
  const format = useFormat();
  if (at === null) return <span class="unknown">{UNKNOWN}</span>;
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={format.exact(ms, true)} class={exact ? "exact" : "relative"}>
      {exact ? format.exact(ms) : format.relative(ms, now)}
    </time>
  );
}
