/** Elements to a document: rendering is one synchronous pass, so that two requests never share a render state. */
import { Fragment, h, type VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { type Context, SNAPSHOT } from "./context.ts";
import { toElement } from "./page_tree.ts";
import { RenderState, withRenderState } from "./render_state.ts";
import type { RouteComponent } from "./route.ts";

/** The nonce of the scripts and styles in a rendered response, for `csp()`. */
export const nonceOf = new WeakMap<Response, string>();

interface Rendered {
  html: string | Response;
  nonce: string;
  /** A `Link` header with the modules the page will want. */
  preload: string;
}

/**
 * Renders a page within the app wrapper.
 *
 * The page comes first, because the wrapper holds `<head>`, and the page says what must stand there.
 */
export async function renderHtml<State>(
  ctx: Context<State>,
  page: VNode,
  app: RouteComponent<State> | null,
): Promise<Rendered> {
  let inner: VNode = h(Fragment, null);
  const outer = app === null ? null : await toElement(ctx, app, undefined, () => inner);
  if (outer instanceof Response) return { html: outer, nonce: "", preload: "" };

  const state = new RenderState(ctx[SNAPSHOT], ctx.config.mode);
  return withRenderState(state, () => {
    let html = renderToString(page);
    if (outer !== null) {
      inner = jsxTemplate([html]);
      html = renderToString(outer);
    }
    return { html: `<!DOCTYPE html>${complete(html, state)}`, nonce: state.nonce, preload: state.preload() };
  });
}

/** Adds the elements of a document that the app did not write. */
function complete(html: string, { saw }: RenderState): string {
  let element: VNode = jsxTemplate([html]);
  if (saw.html && saw.head && saw.body) return html;
  if (!saw.body) element = h("body", null, element);
  if (!saw.head) element = h(Fragment, null, h("head", null, h("meta", { charset: "utf-8" })), element);
  if (!saw.html) element = h("html", null, element);
  return renderToString(element);
}
