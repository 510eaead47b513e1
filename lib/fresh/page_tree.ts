/** Components to elements: the page, then its layouts around it. Async components are awaited here, before rendering. */
import { type ComponentChildren, Fragment, type FunctionComponent, h, type VNode } from "preact";
import type { Context } from "./context.ts";
import type { RouteComponent } from "./route.ts";

/** A component as an element; a Response when an async component answered itself. */
export async function toElement<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  data: unknown,
  child: FunctionComponent = () => null,
): Promise<VNode | Response> {
  const { config, url, req, params, info, state, error, route } = ctx;
  const props = { config, url, req, params, info, state, error, route, Component: child, data };
  if (!isAsync(component)) return h(Fragment, null, h(component, props));
  const result = await component(props);
  return result instanceof Response ? result : h(Fragment, null, result);
}

export async function wrapInLayouts<State>(
  ctx: Context<State>,
  page: VNode,
  layouts: RouteComponent<State>[],
): Promise<VNode | Response> {
  let element = page;
  for (const layout of layouts.toReversed()) {
    const child = element;
    const wrapped = await toElement(ctx, layout, undefined, () => child);
    if (wrapped instanceof Response) return wrapped;
    element = wrapped;
  }
  return element;
}

function isAsync(component: unknown): component is (props: unknown) => Promise<Response | ComponentChildren> {
  return typeof component === "function" && component.constructor.name === "AsyncFunction";
}
