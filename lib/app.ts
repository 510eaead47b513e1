/** The app: what stands before every route, then the file routes. */
import { App, csp, csrf, staticFiles } from "fresh";
import type { State } from "./define.ts";
import { acceptCharger, isChargerElsewhere } from "./http/charger_link.ts";
import { chooseLanguageByAddress } from "./http/language_choice.ts";
import type { Services } from "./services.ts";

export function createApp(services: Services): App<State> {
  return new App<State>()
    .use((ctx) => {
      ctx.state.services = services;
      ctx.state.reader = services.readers.of(ctx.req);
      return ctx.next();
    })
    .use(staticFiles())
    .use(chooseLanguageByAddress)
    .use("/", csp({ useNonce: true }))
    .use(csrf())
    .use((ctx) => isChargerElsewhere(ctx) ? acceptCharger(ctx) : ctx.next())
    .fsRoutes();
}
