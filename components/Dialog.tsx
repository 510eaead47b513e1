import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";

/** A dialog that is open as long as it is drawn; Escape and the cross close it. */
export function Dialog({ title, onClose, isWide = false, children }: {
  title: string;
  onClose: () => void;
  isWide?: boolean;
  children: ComponentChildren;
}) {
  const t = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class={isWide ? "dialog wide" : "dialog"} aria-labelledby="dialog-title" onClose={onClose}>
      <header class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <button
          type="button"
          class="button quiet"
          aria-label={t("do.close")}
          onClick={() =>
            dialog.current?.close()}
        >
          <Icon name="x" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
