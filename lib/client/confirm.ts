/** Asks the reader before something that cannot be undone. `parts/Confirm.tsx` shows the question. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Question {
  title: string;
  /** What will happen. */
  text: string;
  /** What the button says that does it. */
  action: string;
}

// The browser has one page, and asks one thing at a time.
const open = signal<Question & { answer(isYes: boolean): void } | null>(null);
export const question: ReadonlySignal<typeof open.value> = open;

/**
 * Whether the reader agrees. A question that is open already is answered with no.
 *
 * @example if (await confirmed({ title: t("tag.delete"), text: t("tag.deleteHint"), action: t("do.delete") })) …
 */
export function confirmed(asked: Question): Promise<boolean> {
  open.peek()?.answer(false);
  return new Promise((resolve) => {
    open.value = {
      ...asked,
      answer(isYes) {
        open.value = null;
        resolve(isYes);
      },
    };
  });
}
