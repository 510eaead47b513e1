/** The present, as the parts of a page see it: given by the island around them, or taken from the clock. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Epoch ms, of the island that moves it on; null on the server. */
export const Now = createContext<number | null>(null);

export function useNow(): number {
  const now = useContext(Now);
  return now ?? Date.now();
}
