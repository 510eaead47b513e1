/** The present, for texts such as "3 min ago": moves on by itself in the browser. */
import { signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";

const TICK_MS = 5_000;

const present = signal(0);

/** Epoch ms. What reads it while it renders is rendered again as time goes on. */
export function readNow(): number {
  if (!IS_BROWSER) return Date.now();
  if (present.peek() === 0) {
    present.value = Date.now();
    setInterval(() => present.value = Date.now(), TICK_MS);
  }
  return present.value;
}
