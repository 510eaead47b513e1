/** Reads in the browser what `serialize.ts` wrote on the server. */
import { computed, signal } from "@preact/signals";

/** `toSlot` makes children out of the number that stands for them. */
export function deserialize(text: string, toSlot: (id: number) => unknown): unknown {
  const shared = new Map<unknown, unknown>();

  function decode(value: unknown, keep: (made: unknown) => void = () => {}): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      keep(list);
      for (const item of value) list.push(decode(item));
      return list;
    }
    if ("$" in value && Array.isArray(value.$)) return decodeTag(value.$, keep);
    return decodeObject(Object.entries(value), keep);
  }

  function decodeTag([tag, content, extra]: unknown[], keep: (made: unknown) => void): unknown {
    switch (tag) {
      case "def":
        return decode(extra, (made) => shared.set(content, made));
      case "ref":
        return shared.get(content);
      case "signal": {
        const made = signal<unknown>();
        keep(made);
        made.value = decode(content);
        return made;
      }
      case "computed": {
        const source = signal<unknown>();
        const made = computed(() => source.value);
        keep(made);
        source.value = decode(content);
        return made;
      }
      case "map": {
        const made = new Map();
        keep(made);
        for (const [key, item] of content as [unknown, unknown][]) made.set(decode(key), decode(item));
        return made;
      }
      case "set": {
        const made = new Set();
        keep(made);
        for (const item of content as unknown[]) made.add(decode(item));
        return made;
      }
      case "object":
        return decodeObject(content as [string, unknown][], keep);
      default: {
        const made = decodeLeaf(tag, content);
        keep(made);
        return made;
      }
    }
  }

  function decodeObject(entries: [string, unknown][], keep: (made: unknown) => void): unknown {
    const made = {};
    keep(made);
    for (const [key, item] of entries) {
      // Not an assignment: `__proto__` is a name like any other.
      Object.defineProperty(made, key, { value: decode(item), enumerable: true, writable: true, configurable: true });
    }
    return made;
  }

  function decodeLeaf(tag: unknown, content: unknown): unknown {
    const text = String(content);
    if (tag === "number") return Number(text);
    if (tag === "bigint") return BigInt(text);
    if (tag === "date") return new Date(content === null ? NaN : Number(content));
    if (tag === "url") return new URL(text);
    if (tag === "bytes") return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    if (tag === "slot") return toSlot(Number(content));
    return undefined;
  }

  return decode(JSON.parse(text));
}
