/** The app: what stands before every route, then the file routes; `routes/_middleware.tsx` goes on. */
import { App, csp, staticFiles } from "fresh";
import type { State } from "./define.ts";
import { letChargersIn } from "./http/charger_link.ts";
import { chooseLanguageByAddress } from "./http/language_choice.ts";
import { setSecurityHeaders } from "./http/security_headers.ts";
import type { Services } from "./services.ts";

/** A page needs no more than this, and what it draws itself has its nonce. */
const POLICY = ["media-src 'none'", "worker-src 'none'", "base-uri 'none'"];

export function createApp(services: Services): App<State> {
  return new App<State>()
    .use((ctx) => {
      ctx.state.services = services;
      return ctx.next();
    })
    .use(setSecurityHeaders)
    .use(letChargersIn)
    .use((ctx) => {
      ctx.state.reader = services.readers.of(ctx.req);
      return ctx.next();
    })
    .use(staticFiles())
    .use(chooseLanguageByAddress)
    .use(csp({ useNonce: true, csp: POLICY }))
    .fsRoutes();
}
