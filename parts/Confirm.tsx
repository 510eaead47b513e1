import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "@/components/reader.ts";
import { question } from "@/lib/client/confirm.ts";

/** Where `confirmed()` asks. The button that does nothing has the focus. */
export default function Confirm() {
  const t = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = question.value;

  useEffect(() => {
    if (asked !== null && dialog.current?.open === false) dialog.current.showModal();
  }, [asked]);

  return (
    <dialog
      ref={dialog}
      class="dialog"
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onClose={({ currentTarget }) => {
        question.peek()?.answer(currentTarget.returnValue === "yes");
        currentTarget.returnValue = "";
      }}
    >
      {asked !== null && (
        <form method="dialog" class="confirm">
          <h2 id="confirm-title">{asked.title}</h2>
          <p id="confirm-text">{asked.text}</p>
          <div class="confirm-buttons">
            <button type="submit" class="button" value="no">{t("do.cancel")}</button>
            <button type="submit" class="button primary" value="yes">{asked.action}</button>
          </div>
        </form>
      )}
    </dialog>
  );
}
