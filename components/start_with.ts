/** Fields of forms that are drawn on the server and again in the browser. */
import { IS_BROWSER } from "fresh/runtime";

/**
 * What a field holds at first. In the browser it is not the field's `value`, or each render would undo what was typed
 * since; on the server nothing else becomes an attribute.
 */
export function startWith(text: string | undefined): { value?: string; defaultValue?: string } {
  return IS_BROWSER ? { defaultValue: text } : { value: text };
}
