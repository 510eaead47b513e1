import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";
import { useCopy } from "@/lib/client/copy.ts";

/** Text to be copied: a field that holds it, and a button that does it. */
export default function Copy({ text, label }: { text: string; label: string }) {
  const t = useTexts();
  const { isCopied, copy } = useCopy();
  return (
    <span class="copy">
      <input readOnly value={text} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" class="button quiet" onClick={() => copy(text)}>
        <Icon name={isCopied ? "check" : "copy"} />
        <span aria-live="polite">{t(isCopied ? "do.copied" : "do.copy")}</span>
      </button>
    </span>
  );
}
