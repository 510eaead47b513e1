/** Odd things that a charger does, counted. */
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import type { ChargerNoteView } from "@/lib/domain/views.ts";

export function Notes({ notes }: { notes: ChargerNoteView[] }) {
  const t = useTexts();
  if (notes.length === 0) return null;
  return (
    <section class="card" aria-labelledby="notes">
      <header class="card-head">
        <h2 id="notes">{t("charger.notes")}</h2>
      </header>
      <ul class="notes">
        {notes.map(({ kind, count, lastAt, detail }) => (
          <li key={kind}>
            <p>
              {t(`note.${kind}`)}{" "}
              <span class="hint">
                {t.parts("charger.noted", { count, at: <Time at={lastAt} /> })}
              </span>
            </p>
            {detail !== "" && <p class="detail">{detail}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
