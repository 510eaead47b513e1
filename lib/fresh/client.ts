/** The browser's side: finds the islands in the page, and renders each where the server drew it. */
import { type ComponentChild, type ComponentChildren, type ComponentType, Fragment, h, render } from "preact";
import { deserialize } from "./deserialize.ts";
import { rootBetween } from "./root_between.ts";

/** Starts every island of the page. One that throws does not keep the others from starting. */
export function boot(islands: Record<string, ComponentType<Record<string, unknown>>>): void {
  const page = new MarkedPage();
  const text = document.getElementById("frsh-props")?.textContent ?? "[]";
  const elements = new Map<number, ComponentChildren>();
  // Slots hold islands and islands slots: props are read first, and slots turned to elements when one is drawn.
  const allProps = deserialize(text, (id) => h(SlotContent, { id })) as Record<string, Record<string, unknown>>[];

  function SlotContent({ id }: { id: number }): ComponentChildren {
    return elements.get(id);
  }

  function toIsland(marker: Comment): ComponentChild {
    const [, , name, index, key] = marker.data.split(":");
    const props = allProps[Number(index)][name];
    return h(islands[name], key === "" ? props : { ...props, key: decodeURIComponent(key) });
  }

  for (const [id, read] of page.slots(toIsland)) elements.set(id, h(Fragment, null, ...read));
  for (const { marker, start, end } of page.takeRoots()) {
    const element = toIsland(marker);
    setTimeout(() => render(element, rootBetween(start, end)));
  }
}

/** The comments the server left, paired. */
class MarkedPage {
  #ends = new Map<Comment, Comment>();
  #roots: Comment[] = [];
  #slots: [id: number, first: Node | null, end: Node | null][] = [];

  constructor() {
    this.#scan(document.body, true);
    for (const template of document.querySelectorAll<HTMLTemplateElement>("template[id^=frsh-slot-]")) {
      this.#scan(template.content, false);
      this.#slots.push([Number(template.id.slice("frsh-slot-".length)), template.content.firstChild, null]);
    }
  }

  /** Each slot's number and content, as elements that give the same DOM. */
  slots(toIsland: (marker: Comment) => ComponentChild): [number, ComponentChild[]][] {
    return this.#slots.map(([id, first, end]) => [id, this.#read(first, end, toIsland)]);
  }

  /** The islands that stand in no other. The markers within are gone afterwards, for Preact to find only its own nodes. */
  takeRoots(): { marker: Comment; start: Text; end: Text }[] {
    const roots = this.#roots.map((marker) => {
      const start = new Text();
      const end = new Text();
      marker.before(start);
      this.#ends.get(marker)?.after(end);
      return { marker, start, end };
    });
    for (const pair of this.#ends) pair.forEach((marker) => marker.remove());
    return roots;
  }

  #scan(within: Node, hasRoots: boolean): void {
    const open: Comment[] = [];
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_COMMENT);
    // Comments are all this walker shows.
    for (let node = walker.nextNode() as Comment | null; node !== null; node = walker.nextNode() as Comment | null) {
      if (node.data.startsWith("frsh:")) open.push(node);
      const start = node.data.startsWith("/frsh:") ? open.pop() : undefined;
      if (start === undefined) continue;
      this.#ends.set(start, node);
      const [, kind, id] = start.data.split(":");
      if (kind === "slot") this.#slots.push([Number(id), start.nextSibling, node]);
      else if (hasRoots && open.length === 0) {
        // The parser takes invalid HTML apart, such as a div in a p.
        if (start.parentNode === node.parentNode) this.#roots.push(start);
        else console.error(`Cannot start the island "${id}": it may not stand in`, start.parentNode);
      }
    }
  }

  #read(first: Node | null, end: Node | null, toIsland: (marker: Comment) => ComponentChild): ComponentChild[] {
    const read: ComponentChild[] = [];
    for (let node = first; node !== null && node !== end; node = node.nextSibling) {
      if (node instanceof Text) read.push(node.data);
      else if (node instanceof Element) {
        read.push(h(node.localName, attributesOf(node), ...this.#read(node.firstChild, null, toIsland)));
      } else if (node instanceof Comment && this.#ends.has(node)) {
        read.push(toIsland(node));
        node = this.#ends.get(node) ?? node;
      }
    }
    return read;
  }
}

function attributesOf(element: Element): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const { name, value } of element.attributes) {
    // An attribute like `disabled=""` is true as a property; `onclick="…"` stays with the element as it is.
    if (name.startsWith("on")) continue;
    props[name] = value === "" && typeof Reflect.get(element, name) === "boolean" ? true : value;
  }
  return props;
}
