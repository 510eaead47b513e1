import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { useReader } from "@/components/reader.ts";
import { type Failure, tellFailure } from "@/lib/client/api.ts";
import { isTagField } from "@/lib/client/tag_form.ts";
import { importTags, previewTags, type TagPreview } from "@/lib/client/tag_import.ts";
import { toast } from "@/lib/client/toasts.ts";

type Step =
  | { type: "choose"; failure: Failure | null }
  | { type: "reading" }
  | { type: "preview"; text: string; preview: TagPreview }
  | { type: "importing"; total: number; imported: number }
  | { type: "stopped"; total: number; imported: number };

const ERRORS_SHOWN = 20;

/** Tags from a CSV file: what is in it, what is wrong with it line by line, and how far the import is. */
export default function TagImport({ onDone }: { onDone: (isChanged: boolean) => void }) {
  const { t, format } = useReader();
  const step = useSignal<Step>({ type: "choose", failure: null });
  const stopping = useRef(new AbortController());
  useEffect(() => () => stopping.current.abort(), []);

  async function read(file: File | undefined) {
    if (file === undefined) return;
    step.value = { type: "reading" };
    const text = await file.text();
    const answer = await previewTags(text);
    step.value = answer.type === "done"
      ? { type: "preview", text, preview: answer.data }
      : { type: "choose", failure: answer };
  }

  async function run(text: string, total: number) {
    let imported = 0;
    step.value = { type: "importing", total, imported };
    const isWhole = await importTags(text, {
      signal: stopping.current.signal,
      onProgress: (count) => step.value = { type: "importing", total, imported: imported = count },
    });
    if (!isWhole) return step.value = { type: "stopped", total, imported };
    toast(t("import.done", { count: imported }));
    onDone(true);
  }

  const now = step.value;
  const isChanged = now.type === "stopped" && now.imported > 0;
  return (
    <Dialog title={t("import.title")} isWide onClose={() => onDone(isChanged || now.type === "importing")}>
      <div class="form">
        {(now.type === "choose" || now.type === "reading") && (
          <>
            <p>{t.parts("import.what", { columns: <code>idTag,label,blocked,expiresAt,parentIdTag,…</code> })}</p>
            <label class="field">
              <span>{t("import.file")}</span>
              <input
                type="file"
                accept=".csv,text/csv"
                disabled={now.type === "reading"}
                onChange={({ currentTarget }) => read(currentTarget.files?.[0])}
              />
            </label>
            {now.type === "reading" && <p role="status">{t("import.reading")}</p>}
            {now.type === "choose" && now.failure !== null && <Mistakes failure={now.failure} />}
          </>
        )}
        {now.type === "preview" && (
          <>
            <p>{t("import.found", { count: now.preview.found, known: now.preview.known })}</p>
            <ul class="preview">
              {now.preview.first.map(({ idTag, label }) => (
                <li key={idTag}>
                  <b>{idTag}</b> {label}
                </li>
              ))}
              {now.preview.found > now.preview.first.length && <li aria-hidden="true">…</li>}
            </ul>
            <div class="form-buttons">
              <button type="button" class="button" onClick={() => onDone(false)}>{t("do.cancel")}</button>
              <button
                type="button"
                class="button primary"
                disabled={now.preview.found === 0}
                onClick={() => run(now.text, now.preview.found)}
              >
                {t("import.start", { count: now.preview.found })}
              </button>
            </div>
          </>
        )}
        {now.type === "importing" && (
          <>
            <progress max={now.total} value={now.imported} aria-label={t("import.progress")} />
            <p role="status">
              {t("import.soFar", { imported: format.number(now.imported), total: format.number(now.total) })}
            </p>
            <div class="form-buttons">
              <button type="button" class="button" onClick={() => stopping.current.abort()}>{t("do.stop")}</button>
            </div>
          </>
        )}
        {now.type === "stopped" && (
          <>
            <p role="alert">
              {t("import.stopped", { imported: format.number(now.imported), total: format.number(now.total) })}
            </p>
            <div class="form-buttons">
              <button type="button" class="button primary" onClick={() => onDone(isChanged)}>{t("do.close")}</button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What is wrong with the file: in which line, in which column. */
function Mistakes({ failure }: { failure: Failure }) {
  const { t } = useReader();
  if (failure.errors.length === 0) return <p role="alert" class="error">{tellFailure(failure, t)}</p>;
  const left = failure.errors.length - ERRORS_SHOWN;
  return (
    <div role="alert">
      <p class="error">{t("import.mistakes", { count: failure.errors.length })}</p>
      <ul class="mistakes">
        {failure.errors.slice(0, ERRORS_SHOWN).map(({ path, message }) => {
          const [, line, column] = path.split("/");
          const isKnown = column !== undefined && isTagField(column) && line !== "1";
          return (
            <li key={path + message}>
              <b>{column === undefined ? t("import.line", { line }) : t("import.cell", { line, column })}</b>{" "}
              {isKnown ? t(`tags.wrong.${column}`) : <span lang="en">{message}</span>}
            </li>
          );
        })}
        {left > 0 && <li>{t("import.moreMistakes", { count: left })}</li>}
      </ul>
    </div>
  );
}
