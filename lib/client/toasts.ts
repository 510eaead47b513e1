/** Short messages at the edge of the page: what was just done, or why it was not. `parts/Toasts.tsx` shows them. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Toast {
  id: number;
  text: string;
  isFailure: boolean;
}

const SHOWN_MS = 5_000;
const MOST = 4;

// The browser has one page: this is the place that holds what it says.
const shown = signal<Toast[]>([]);
export const toasts: ReadonlySignal<Toast[]> = shown;
let lastId = 0;

/**
 * Tells the reader something. What was done goes away by itself; a failure stays until it is closed.
 *
 * @example toast(t("tag.saved", { tag: idTag }))
 */
export function toast(text: string, { isFailure = false } = {}): void {
  const id = ++lastId;
  shown.value = [...shown.value, { id, text, isFailure }].slice(-MOST);
  if (!isFailure) setTimeout(() => closeToast(id), SHOWN_MS);
}

export function closeToast(id: number): void {
  shown.value = shown.value.filter((one) => one.id !== id);
}
