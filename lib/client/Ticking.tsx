import type { ComponentChildren } from "preact";
import { Now } from "@/components/now.ts";
import { readNow } from "./now.ts";

/** Lets time go on for what is within: "just now" becomes "1 min ago". */
export function Ticking({ children }: { children: ComponentChildren }) {
  return <Now.Provider value={readNow()}>{children}</Now.Provider>;
}
