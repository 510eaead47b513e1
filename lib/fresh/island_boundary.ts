/** Marks where an island, and where what was put into it, begins and ends in the HTML. */
import { type ComponentChildren, type ComponentType, Fragment, h, isValidElement, type VNode } from "preact";
import { Signal } from "@preact/signals";
import { renderState } from "./render_state.ts";
import { SlotRef } from "./serialize.ts";
import type { Island } from "./snapshot.ts";

interface BoundaryProps {
  island: Island;
  given: Record<string, unknown>;
  id: unknown;
}

/** Takes the place of an island: keeps its props for the browser, and draws it between two comments. */
export function IslandBoundary({ island, given, id }: BoundaryProps): ComponentChildren {
  const state = renderState();
  if (state === null) return null;
  const shown = { ...given };
  const sent = { ...given };
  for (const [name, value] of Object.entries(given)) {
    if (value == null || (name !== "children" && !isElement(value))) continue;
    // What is put into an island is text, elements or arrays of them.
    const slot = state.slots.push(value as ComponentChildren) - 1;
    shown[name] = h(Slot, { id: slot }, value as ComponentChildren);
    sent[name] = new SlotRef(slot);
  }
  state.islands.add(island);
  const index = state.props.push({ island: island.name, props: sent }) - 1;
  const element = h(island.component as ComponentType<Record<string, unknown>>, shown);
  state.live.add(element);
  const key = id == null ? "" : encodeURIComponent(String(id));
  return between(`island:${island.name}:${index}:${key}`, element);
}

export function Slot({ id, children }: { id: number; children?: ComponentChildren }): ComponentChildren {
  const state = renderState();
  if (state !== null) state.slots[id] = undefined;
  return between(`slot:${id}`, children);
}

function between(marker: string, content: ComponentChildren): ComponentChildren {
  const kind = marker.slice(0, marker.indexOf(":"));
  return [comment(`frsh:${marker}`), content, comment(`/frsh:${kind}`)];
}

function comment(text: string): VNode {
  // preact-render-to-string writes this untyped prop as an HTML comment.
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>);
}

function isElement(value: unknown): boolean {
  return isValidElement(value) && !(value instanceof Signal);
}
