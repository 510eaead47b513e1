/** One frame as it was sent: pretty, to be copied or kept as a file. */
import { Icon } from "@/components/Icon.tsx";
import { JsonLines } from "@/components/JsonText.tsx";
import { useReader } from "@/components/reader.ts";
import { useCopy } from "@/lib/client/copy.ts";
import { saveFile } from "@/lib/client/save_file.ts";
import { parseJson } from "@/lib/domain/depth.ts";
import type { Frame } from "@/lib/domain/exchange.ts";

/** `marks` are JSON pointers into its payload: what the other side does not like. */
export default function MessageText({ frame, name, marks = [] }: {
  frame: Frame;
  name: string | null;
  marks?: string[];
}) {
  const { t, format } = useReader();
  const { isCopied, copy } = useCopy();
  const { type, direction, chargerId, at, text } = frame;
  const parsed = parseJson(text);
  const pretty = parsed === undefined ? text : JSON.stringify(parsed, null, 2);
  const title = t(`messages.frame.${type}`);
  return (
    <figure class="frame">
      <figcaption>
        <b>{title}</b>
        <span class="hint">
          {t(direction === "in" ? "messages.received" : "messages.sent")} {format.at("millisecond", Date.parse(at))}
        </span>
        <span class="frame-buttons">
          <button type="button" class="button quiet" onClick={() => copy(pretty)}>
            <Icon name={isCopied ? "check" : "copy"} size={14} />
            <span aria-live="polite">{t(isCopied ? "do.copied" : "do.copy")}</span>
          </button>
          <button
            type="button"
            class="button quiet"
            onClick={() => saveFile(fileName([chargerId, name ?? type, type, at]), pretty)}
          >
            <Icon name="download" size={14} /> {t("do.download")}
          </button>
        </span>
      </figcaption>
      <pre tabIndex={0} aria-label={title}>
        {type === "gap"
          ? t("messages.gap", { count: Number(text) })
          : parsed === undefined
          ? text
          : <JsonLines value={parsed} marks={marks.map((path) => `${PAYLOAD}${path}`)} />}
      </pre>
    </figure>
  );
}

/** Where a CALL has its payload. */
const PAYLOAD = "/3";

/** @example ["CP/1", "Heartbeat", "call", "2026-11-22T12:00:00.000Z"]  →  "CP-1-Heartbeat-call-2026-11-22T12-00-00-000Z.json" */
function fileName(parts: string[]): string {
  return `${parts.join("-").replaceAll(/[^\w-]+/g, "-")}.json`;
}
