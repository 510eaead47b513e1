/** Looks at every element that is rendered on the server: islands get markers, `<head>` and `<body>` what they lack. */
import { cloneElement, type ComponentChildren, Fragment, h, type Options, options } from "preact";
import { Head } from "./head.ts";
import { IslandBoundary, Slot } from "./island_boundary.ts";
import { type RenderedVNode, type RenderState, renderState } from "./render_state.ts";
import { Scripts } from "./scripts.ts";

// Preact's hooks are untyped under their short names; `__b` runs before an element is rendered.
const hooks = options as Options & { __b?: (vnode: RenderedVNode) => void };
const before = hooks.__b;
hooks.__b = (vnode) => {
  const state = renderState();
  if (state !== null) visit(state, vnode);
  before?.(vnode);
};

function visit(state: RenderState, vnode: RenderedVNode): void {
  const { type, props } = vnode;
  if (typeof type === "function") {
    if (type === Fragment || state.snapshot === null || state.live.has(vnode)) return;
    const island = state.snapshot.islands.get(type);
    if (island !== undefined && !isInsideIsland(state, vnode)) {
      state.change(vnode, h(IslandBoundary, { island, given: props, id: vnode.key }));
    }
    return;
  }
  if (type === "html") state.saw.html = true;
  else if (type === "head") {
    state.saw.head = true;
    state.change(vnode, h(type, props, props.children, h(RemainingHead, null)));
  } else if (type === "body") {
    state.saw.body = true;
    state.change(vnode, h(type, props, props.children, h(Scripts, null)));
  } else if (HEAD_TYPES.has(type)) visitHeadElement(state, vnode, type);
}

const HEAD_TYPES = new Set(["title", "meta", "link", "script", "style", "base", "noscript", "template"]);

function visitHeadElement(state: RenderState, vnode: RenderedVNode, type: string): void {
  if ((type === "script" || type === "style") && !vnode.props.nonce) {
    state.change(vnode, h(type, { ...vnode.props, nonce: state.nonce }));
  }
  const place = placeOf(vnode);
  if (place === null) return;
  const key = headKey(vnode, type);
  if (place === Head) {
    state.head.set(key, cloneElement(vnode));
    state.change(vnode, h(Fragment, null));
  } else {
    const better = state.head.get(key);
    if (better === undefined) return;
    state.head.delete(key);
    state.change(vnode, h(Fragment, null, better));
  }
}

/** `Head`, "head", or null when the element stands in neither. */
function placeOf(vnode: RenderedVNode): typeof Head | "head" | null {
  for (let parent = vnode.__; parent; parent = parent.__) {
    if (parent.type === Head) return Head;
    if (parent.type === "head") return "head";
  }
  return null;
}

function headKey({ key, props }: RenderedVNode, type: string): string {
  if (key != null) return String(key);
  if (type === "title") return type;
  const ignored = ["children", "nonce", "ref", type === "meta" ? "content" : ""];
  const names = Object.keys(props).filter((name) => !ignored.includes(name)).sort();
  return [type, ...names.map((name) => `${name}=${JSON.stringify(props[name])}`)].join(" ");
}

function RemainingHead(): ComponentChildren {
  const state = renderState();
  const elements = [...state?.head.values() ?? []];
  state?.head.clear();
  return elements;
}

/** An island in an island is an ordinary component; one in a slot is not, for the slot was drawn outside. */
function isInsideIsland(state: RenderState, vnode: RenderedVNode): boolean {
  for (let parent = vnode.__; parent; parent = parent.__) {
    if (parent.type === Slot) return false;
    if (state.live.has(parent)) return true;
  }
  return false;
}
