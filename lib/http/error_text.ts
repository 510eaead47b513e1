/** What went wrong, in the words of who reads the page. */
import { HttpError } from "fresh";
import type { Texts } from "../texts/texts.ts";
import { Problem } from "./problem.ts";

/** `technical` is for whoever made the address: a sentence of the API's, in English. */
export interface ErrorText {
  status: number;
  title: string;
  text: string;
  technical: string | null;
}

export function describeError(error: unknown, t: Texts): ErrorText {
  const status = error instanceof HttpError ? error.status : 500;
  return { status, title: titleOf(status, t), ...tell(error, t) };
}

function titleOf(status: number, t: Texts): string {
  switch (status) {
    case 400:
    case 403:
    case 404:
    case 500:
    case 503:
      return t(`error.${status}`);
    default:
      return t("error.other", { status: String(status) });
  }
}

function tell(error: unknown, t: Texts): { text: string; technical: string | null } {
  if (!(error instanceof HttpError)) return { text: t("error.failed"), technical: null };
  if (error.status === 503) return { text: t("error.notStored"), technical: error.message };
  if (error.status === 403) return { text: t("error.mayNot"), technical: error.message };
  if (error instanceof Problem) return { text: t("error.query"), technical: error.message };
  // Fresh's own, for an address that no route has, repeats the status.
  if (error.status === 404 && /^Not Found$/i.test(error.message)) return { text: t("error.noPage"), technical: null };
  return { text: error.message, technical: null };
}
