/** A filter form that answers while one types; without JavaScript it is an ordinary one. */
import type { JSX } from "preact";

const TYPING_MS = 200;

/** Puts what the form says into the page's address. @returns that address */
export function showInAddress(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") query.set(name, value);
  }
  const url = `${location.pathname}${query.size === 0 ? "" : `?${query}`}`;
  history.replaceState(null, "", url);
  return url;
}

/** `onInput` and `onSubmit` of the form; `filter` is called once the reader has paused. */
export function filterHandlers(filter: () => void): Pick<JSX.FormHTMLAttributes, "onInput" | "onSubmit"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    onInput: ({ currentTarget: form }) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        showInAddress(form);
        filter();
      }, TYPING_MS);
    },
    onSubmit: (event) => {
      event.preventDefault();
      clearTimeout(timer);
      showInAddress(event.currentTarget);
      filter();
    },
  };
}
