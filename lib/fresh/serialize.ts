/** Island props to text that is safe inside a `<script>`. `deserialize.ts` reads it. */
import { computed, Signal } from "@preact/signals";
import { isValidElement } from "preact";

/** Stands in the props for children that the browser takes from the page. */
export class SlotRef {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}

/**
 * Serialises a value as JSON, in which `{"$": [tag, …]}` is what JSON has no word for.
 *
 * An object met twice is written once and then referred to, so what was one object, signals first of all, stays one.
 *
 * @throws TypeError for functions and symbols, with the path to the value.
 * @example {at: new Date(0), n: 1n}  →  {"at":{"$":["date",0]},"n":{"$":["bigint","1"]}}
 */
export function serialize(value: unknown): string {
  const shared = new Map<object, number>();
  findShared(value, new Set(), shared);
  const encoder = new Encoder(shared);
  return JSON.stringify(encoder.encode(value)).replaceAll("<", "\\u003c");
}

function findShared(value: unknown, seen: Set<object>, shared: Map<object, number>): void {
  if (typeof value !== "object" || value === null) return;
  if (seen.has(value)) {
    if (!shared.has(value)) shared.set(value, shared.size);
    return;
  }
  seen.add(value);
  for (const child of childrenOf(value)) findShared(child, seen, shared);
}

function childrenOf(value: object): Iterable<unknown> {
  if (value instanceof Signal) return [value.peek()];
  if (value instanceof Map) return [...value].flat();
  if (value instanceof Set || Array.isArray(value)) return value;
  if (isLeaf(value)) return [];
  return Object.values(value);
}

function isLeaf(value: object): boolean {
  return value instanceof Date || value instanceof URL || value instanceof Uint8Array || value instanceof SlotRef;
}

class Encoder {
  #shared: Map<object, number>;
  #written = new Set<object>();
  /** To the value that is being encoded. */
  #path: string[] = [];

  constructor(shared: Map<object, number>) {
    this.#shared = shared;
  }

  encode(value: unknown): unknown {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : tag("number", String(Object.is(value, -0) ? "-0" : value));
      case "undefined":
        return tag("undefined");
      case "bigint":
        return tag("bigint", String(value));
      case "object":
        return value === null ? null : this.#encodeOnce(value);
      default:
        throw new TypeError(`Cannot send a ${typeof value} to an island: ${this.#path.join(".")}`);
    }
  }

  #encodeOnce(value: object): unknown {
    const id = this.#shared.get(value);
    if (id === undefined) return this.#encodeObject(value);
    if (this.#written.has(value)) return tag("ref", id);
    this.#written.add(value);
    return tag("def", id, this.#encodeObject(value));
  }

  #encodeObject(value: object): unknown {
    if (Array.isArray(value)) return Array.from(value, (item, i) => this.#encodeAt(String(i), item));
    if (value instanceof Signal) {
      return tag(isComputed(value) ? "computed" : "signal", this.#encodeAt("value", value.peek()));
    }
    if (value instanceof SlotRef) return tag("slot", value.id);
    if (isValidElement(value)) {
      throw new TypeError(
        `Cannot send an element to an island, except as children or a prop of its own: ${this.#path.join(".")}`,
      );
    }
    if (value instanceof Date) return tag("date", value.getTime());
    if (value instanceof URL) return tag("url", value.href);
    if (value instanceof Uint8Array) return tag("bytes", value.toBase64());
    if (value instanceof Map) {
      return tag("map", Array.from(value, ([key, item]) => [this.encode(key), this.#encodeAt(String(key), item)]));
    }
    if (value instanceof Set) return tag("set", Array.from(value, (item) => this.encode(item)));
    const entries = Object.entries(value).map(([key, item]) => [key, this.#encodeAt(key, item)]);
    return "$" in value ? tag("object", entries) : Object.fromEntries(entries);
  }

  #encodeAt(step: string, value: unknown): unknown {
    this.#path.push(step);
    const encoded = this.encode(value);
    this.#path.pop();
    return encoded;
  }
}

function tag(...content: unknown[]): { $: unknown[] } {
  return { $: content };
}

// The class of computed signals is not exported, and `constructor` is hidden on signals.
const COMPUTED = Object.getPrototypeOf(computed(() => null));

function isComputed(value: object): boolean {
  return Object.prototype.isPrototypeOf.call(COMPUTED, value);
}
