/** Elements that belong in the document's `<head>`, written where they are known. */
import { type ComponentChildren, Fragment, h } from "preact";
import { IS_BROWSER } from "./asset.ts";

export interface HeadProps {
  children?: ComponentChildren;
}

/**
 * Moves its children to `<head>` while a page is rendered; draws nothing in place, and nothing in the browser.
 *
 * A second `<title>`, an element with a `key` seen before, or one with the same attributes replaces the first.
 */
export function Head(props: HeadProps): ComponentChildren {
  return IS_BROWSER ? null : h(Fragment, null, props.children);
}
