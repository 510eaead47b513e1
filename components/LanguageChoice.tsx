/** Which language the dashboard speaks: as the browser asks, or as it is chosen here. */
import { useReader } from "@/components/reader.ts";

/** A language is named in itself: who looks for it may not read the one at hand. */
const NAMES: Record<string, string> = { en: "English", de: "Deutsch" };

/** `chosen` null: as the browser asks. */
export function LanguageChoice({ chosen }: { chosen: string | null }) {
  const { t, format: { place } } = useReader();
  const choices: [language: string, name: string][] = [["", t("language.browser")], ...Object.entries(NAMES)];
  return (
    <section class="card" aria-labelledby="language">
      <header class="card-head">
        <h2 id="language">{t("language.title")}</h2>
      </header>
      <ul class="choices" aria-labelledby="language">
        {choices.map(([language, name]) => (
          <li key={language}>
            <a
              class="button"
              href={`?lang=${language}`}
              lang={language || undefined}
              aria-current={language === (chosen ?? "") ? "true" : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
      <p class="card-text hint">
        {t("language.place", { locale: place.locale, zone: place.zone ?? "UTC" })}
      </p>
    </section>
  );
}
