/** Odd things that a charger does, counted. */
import { Time } from "@/components/Time.tsx";
import type { ChargerNoteView } from "@/lib/domain/views.ts";

export function Notes({ notes }: { notes: ChargerNoteView[] }) {
  if (notes.length === 0) return null;
  return (
    <section class="card" aria-labelledby="notes">
      <header class="card-head">
        <h2 id="notes">Seen from this charger</h2>
      </header>
      <ul class="notes">
        {notes.map(({ kind, text, count, lastAt, detail }) => (
          <li key={kind}>
            <p>
              {text}{" "}
              <span class="hint">
                {count === 1 ? "once" : `${count} times`}, last <Time at={lastAt} />
              </span>
            </p>
            {detail !== "" && <p class="detail">{detail}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
