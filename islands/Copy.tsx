import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useTexts } from "@/components/reader.ts";
import { Check, Copy as CopyIcon } from "lucide-preact";

const TOLD_MS = 2_000;

/** Text to be copied: a field that holds it, and a button that does it. */
export default function Copy({ text, label }: { text: string; label: string }) {
  const t = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const isCopied = useSignal(false);

  async function copy() {
    field.current?.select();
    // Over plain http on a LAN there is no clipboard; the field is selected, and this older way works.
    if (navigator.clipboard === undefined) document.execCommand("copy");
    else await navigator.clipboard.writeText(text);
    isCopied.value = true;
    setTimeout(() => isCopied.value = false, TOLD_MS);
  }

  return (
    <span class="copy">
      <input ref={field} readOnly value={text} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" class="button quiet" onClick={copy}>
        {isCopied.value ? <Check size={16} aria-hidden /> : <CopyIcon size={16} aria-hidden />}
        <span aria-live="polite">{t(isCopied.value ? "do.copied" : "do.copy")}</span>
      </button>
    </span>
  );
}
