/** What is learnt about a page while it is rendered: its islands and their props, unshown slots, elements for `<head>`. */
import type { ComponentChildren, VNode } from "preact";
import type { Island, Snapshot } from "./snapshot.ts";

/** Preact's vnode, with the parent it gets while rendering. */
export interface RenderedVNode extends VNode<Record<string, unknown>> {
  __?: RenderedVNode | null;
}

export class RenderState {
  readonly nonce: string = crypto.randomUUID().replaceAll("-", "");
  readonly snapshot: Snapshot | null;
  readonly mode: string;
  readonly saw = { html: false, head: false, body: false };
  readonly islands = new Set<Island>();
  /** Props of each island on the page, by the number in its marker. */
  readonly props: { island: string; props: Record<string, unknown> }[] = [];
  /** Children given to islands, by the number in their marker; undefined once they are on the page. */
  readonly slots: (ComponentChildren | undefined)[] = [];
  readonly head = new Map<string, VNode>();
  /** Elements that are the component of an island, so are not wrapped again, and hide the islands within. */
  readonly live = new WeakSet<RenderedVNode>();
  readonly #changed: [RenderedVNode, RenderedVNode["type"], RenderedVNode["props"]][] = [];

  constructor(snapshot: Snapshot | null, mode: string) {
    this.snapshot = snapshot;
    this.mode = mode;
  }

  /** Changes an element for this pass only: an app may keep one and render it again. */
  change<P>(vnode: RenderedVNode, { type, props }: VNode<P>): void {
    this.#changed.push([vnode, vnode.type, vnode.props]);
    Object.assign(vnode, { type, props });
  }

  restore(): void {
    for (const [vnode, type, props] of this.#changed.reverse()) Object.assign(vnode, { type, props });
  }

  preload(): string {
    if (this.islands.size === 0 || this.snapshot === null) return "";
    const urls = new Set([this.snapshot.runtime, ...[...this.islands].flatMap((island) => island.modules)].flat());
    return [...urls].map((url) => `<${encodeURI(url)}>; rel="modulepreload"; as="script"`).join(", ");
  }
}

let current: RenderState | null = null;

/** The state of the pass that is under way; null outside of one. */
export function renderState(): RenderState | null {
  return current;
}

export function withRenderState<T>(state: RenderState, render: () => T): T {
  current = state;
  try {
    return render();
  } finally {
    current = null;
    state.restore();
  }
}
