/** The state that every route is given, and Fresh's define functions typed with it. */
import { createDefine } from "fresh";
import type { PageReader } from "./readers.ts";
import type { Services } from "./services.ts";

export interface State {
  services: Services;
  /** Whose language and way of writing the answer has. */
  reader: PageReader;
  /** The page's title; the app wrapper shows it. */
  title?: string;
}

export const define = createDefine<State>();
