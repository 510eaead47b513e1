/** A filter form that answers while one types; without JavaScript it is an ordinary one. */
import type { JSX } from "preact";

const TYPING_MS = 200;

/** The page's address with what the form asks for. */
export function addressOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") query.set(name, value);
  }
  return `${location.pathname}${query.size === 0 ? "" : `?${query}`}`;
}

/** `onInput` and `onSubmit` of the form; `filter` is called once the reader has paused. */
export function filterHandlers(filter: () => void): Pick<JSX.FormHTMLAttributes, "onInput" | "onSubmit"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    onInput: ({ currentTarget: form }) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        history.replaceState(null, "", addressOf(form));
        filter();
      }, TYPING_MS);
    },
    onSubmit: (event) => {
      event.preventDefault();
      clearTimeout(timer);
      history.replaceState(null, "", addressOf(event.currentTarget));
      filter();
    },
  };
}
