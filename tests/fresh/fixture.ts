/** The project in `fixture/`, built in memory, as an app. */
import type { App } from "fresh";
import { Builder } from "fresh/dev";
import type { State } from "./fixture/define.ts";

export const FIXTURE = `${import.meta.dirname}/fixture`;

export type Handler = ReturnType<App<State>["handler"]>;

export async function fixture(): Promise<Handler> {
  const applySnapshot = await new Builder({ root: FIXTURE }).build({ snapshot: "memory" });
  const { app } = await import("./fixture/main.ts");
  applySnapshot(app);
  return app.handler();
}

export async function get(handler: Handler, path: string, init?: RequestInit) {
  const response = await handler(new Request(`http://localhost${path}`, init));
  const { status, headers } = response;
  return { status, headers, body: await response.text() };
}
