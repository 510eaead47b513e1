/** The state that every route is given, and Fresh's define functions typed with it. */
import { createDefine } from "fresh";
import type { Call } from "./access.ts";
import type { User } from "./domain/operator.ts";
import type { PageReader } from "./readers.ts";
import type { Services } from "./services.ts";

export interface State {
  services: Services;
  /** Whose language and way of writing the answer has. */
  reader: PageReader;
  /** Who asks; null where nobody was asked, as on the log-in page. */
  user: User | null;
  /** How what they do is signed; null where nobody is known. */
  signature: string | null;
  /** Whether they may do something else, such as `may("PUT /api/tags/:idTag")`: what they may not is not offered. */
  may(call: Call): boolean;
  /** Whether they still may what they asked for: for an answer that goes on. */
  mayStill(): Promise<boolean>;
  /** For the audit: what a change was about, when its address does not tell. No secrets. */
  about?: string;
  /** The page's title; the app wrapper shows it. */
  title?: string;
}

export const define = createDefine<State>();
