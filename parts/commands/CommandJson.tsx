import { useSignal } from "@preact/signals";
import { useTexts } from "@/components/reader.ts";
import type { Payload } from "@/lib/domain/action_draft.ts";

/** The JSON that will be sent: it follows the form, and the form follows it. */
export default function CommandJson({ payload, onChange }: { payload: Payload; onChange: (payload: Payload) => void }) {
  const t = useTexts();
  /** What was typed here, and the payload that it stands for; null when it cannot be read. */
  const typed = useSignal<{ text: string; payload: Payload | null } | null>(null);
  const why = useSignal("");

  function read(text: string) {
    const { payload, error } = parse(text);
    why.value = error;
    typed.value = { text, payload };
    if (payload !== null) onChange(payload);
  }

  const kept = typed.value;
  // Once the form says something else, that counts.
  const isCurrent = kept !== null && (kept.payload === null || kept.payload === payload);
  return (
    <details class="command-json">
      <summary>{t("commands.json")}</summary>
      <textarea
        rows={8}
        spellcheck={false}
        aria-label={t("commands.json")}
        aria-invalid={isCurrent && kept.payload === null}
        value={isCurrent ? kept.text : JSON.stringify(payload, null, 2)}
        onInput={({ currentTarget }) => read(currentTarget.value)}
      />
      {isCurrent && kept.payload === null
        ? <p class="error">{t("commands.jsonWrong", { why: why.value })}</p>
        : <p class="hint">{t("commands.jsonHint")}</p>}
    </details>
  );
}

function parse(text: string): { payload: Payload | null; error: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { payload: { ...value }, error: "" };
    }
    return { payload: null, error: "{ … }" };
  } catch (error) {
    return { payload: null, error: error instanceof Error ? error.message : "" };
  }
}
