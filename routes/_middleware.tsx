/** What stands before every route: errors become answers, other sites' pages are kept out, everybody is asked who they are. */
import { type Context, csrf, HttpError } from "fresh";
import { ErrorPage } from "@/components/ErrorPage.tsx";
import { ReaderOfPage } from "@/components/reader.ts";
import { define, type State } from "@/lib/define.ts";
import { describeError } from "@/lib/http/error_text.ts";
import { passGate, readBearer } from "@/lib/http/gate.ts";
import { isOwnOrigin } from "@/lib/http/origin.ts";
import { foreseen, toPlainResponse, toProblemResponse } from "@/lib/http/problem.ts";

/** Chargers and the platform ask here; a page would be wasted on them. */
const FOR_PROGRAMS = /^\/(ocpp|health)(\/|$)/;

/**
 * An `_error.tsx` would stand around the middlewares of lib/app.ts, so that what it answers had none of their headers. This
 * one stands within them.
 */
async function answerErrors(ctx: Context<State>): Promise<Response> {
  try {
    return await ctx.next();
  } catch (thrown) {
    const { url: { pathname }, state } = ctx;
    const error = foreseen(thrown);
    if (!(error instanceof HttpError)) state.services.log.error("Request failed", { path: pathname, error });
    if (/^\/(api|metrics)(\/|$)/.test(pathname)) return toProblemResponse(error);
    if (FOR_PROGRAMS.test(pathname)) return toPlainResponse(error);
    const told = describeError(error, state.reader.t);
    state.title = told.title;
    // A route may have left out the layout that stands around every other page.
    return await ctx.render(
      <ReaderOfPage.Provider value={state.reader}>
        <ErrorPage {...told} path={pathname} />
      </ReaderOfPage.Provider>,
      { status: told.status },
    );
  }
}

/** Tokens are not sent by browsers of their own accord, so whoever has one may ask from anywhere. */
const refuseForeignChanges = csrf<State>({
  origin(origin, ctx) {
    if (isOwnOrigin(origin, ctx)) return true;
    throw new HttpError(403, "A page of another site asks for this change: make it on a page of this one");
  },
});

export default define.middleware([
  answerErrors,
  (ctx) => readBearer(ctx.req) !== null ? ctx.next() : refuseForeignChanges(ctx),
  passGate,
]);
