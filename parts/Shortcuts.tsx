import { useEffect, useRef } from "preact/hooks";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";

const PLACES: Record<string, string> = { o: "/", c: "/chargers", s: "/transactions", t: "/tags", m: "/messages" };
/** Where to search from a page that has no search of its own. */
const SEARCH = "/chargers#search";
/** The second key must follow the `g` in this time. */
const SECOND_KEY_MS = 1_500;

/** Keys that go places, and the help that tells them. */
export default function Shortcuts() {
  const t = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    let wentAt = -Infinity;
    function pressed(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const isSecond = event.timeStamp - wentAt < SECOND_KEY_MS;
      wentAt = event.key === "g" ? event.timeStamp : -Infinity;
      if (isSecond && event.key in PLACES) location.assign(PLACES[event.key]);
      else if (event.key === "?") dialog.current?.showModal();
      else if (event.key === "/") {
        event.preventDefault();
        if (!focusSearch()) location.assign(SEARCH);
      }
    }
    if (location.hash === "#search") focusSearch();
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);

  return (
    <>
      <button type="button" class="button quiet shortcuts-button" onClick={() => dialog.current?.showModal()}>
        <Icon name="keyboard" /> {t("keys.button")}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="shortcuts">
        <form method="dialog" class="dialog-head">
          <h2 id="shortcuts">{t("keys.title")}</h2>
          <button type="submit" class="button quiet" aria-label={t("do.close")}>
            <Icon name="x" />
          </button>
        </form>
        <dl class="keys">
          <Keys keys={["/"]}>{t("keys.search")}</Keys>
          <Keys keys={["g", "o"]}>{t("keys.goTo", { place: t("nav.overview") })}</Keys>
          <Keys keys={["g", "c"]}>{t("keys.goTo", { place: t("nav.chargers") })}</Keys>
          <Keys keys={["g", "s"]}>{t("keys.goTo", { place: t("nav.sessions") })}</Keys>
          <Keys keys={["g", "t"]}>{t("keys.goTo", { place: t("nav.tags") })}</Keys>
          <Keys keys={["g", "m"]}>{t("keys.goTo", { place: t("nav.messages") })}</Keys>
          <Keys keys={["?"]}>{t("keys.help")}</Keys>
        </dl>
      </dialog>
    </>
  );
}

function Keys({ keys, children }: { keys: string[]; children: string }) {
  return (
    <div>
      <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** @returns whether the page has a search */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("input[type=search]");
  field?.focus();
  field?.select();
  return field !== null;
}
