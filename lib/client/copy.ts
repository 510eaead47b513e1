/** Copies text, and says for a moment that it did. */
import { useSignal } from "@preact/signals";

const TOLD_MS = 2_000;

export function useCopy(): { isCopied: boolean; copy: (text: string) => Promise<void> } {
  const isCopied = useSignal(false);
  return {
    isCopied: isCopied.value,
    async copy(text) {
      // Over plain http on a LAN there is no clipboard; this older way works there.
      if (navigator.clipboard === undefined) copyBySelection(text);
      else await navigator.clipboard.writeText(text);
      isCopied.value = true;
      setTimeout(() => isCopied.value = false, TOLD_MS);
    },
  };
}

function copyBySelection(text: string): void {
  const field = document.createElement("textarea");
  field.value = text;
  // Within an open dialog nothing outside can have the focus.
  (document.activeElement?.parentElement ?? document.body).append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
