/** Path and method to a value. Fixed paths are found in a map; patterns are tried in the order they were added. */
import type { Method } from "./route.ts";

export interface Match<T> {
  /** The pattern that fits the path, whatever the method; null when there is none. */
  pattern: string | null;
  params: Record<string, string>;
  /** Undefined when the path fits but the method does not. */
  value: T | undefined;
  allowed: string[];
}

interface Entry<T> {
  pattern: string;
  byMethod: Map<string, T>;
  regex: RegExp;
  names: string[];
}

const METHODS: Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export class Router<T> {
  #fixed = new Map<string, Entry<T>>();
  #patterns = new Map<string, Entry<T>>();

  /** The first value for a pattern and method stays. */
  add(method: Method | "ALL", pattern: string, value: T): void {
    const entries = /[*:{}+?()]/.test(pattern) ? this.#patterns : this.#fixed;
    let entry = entries.get(pattern);
    if (entry === undefined) {
      entry = { pattern, byMethod: new Map(), ...compilePattern(pattern) };
      entries.set(pattern, entry);
    }
    for (const name of method === "ALL" ? METHODS : [method]) {
      if (!entry.byMethod.has(name)) entry.byMethod.set(name, value);
    }
  }

  /** @throws URIError when a parameter has a malformed `%`. */
  match(method: string, pathname: string): Match<T> {
    const fixed = this.#fixed.get(pathname);
    if (fixed !== undefined) return toMatch(fixed, method, {});
    for (const entry of this.#patterns.values()) {
      const found = entry.regex.exec(pathname);
      if (found === null) continue;
      const params: Record<string, string> = {};
      entry.names.forEach((name, i) => params[name] = decodeURI(found[i + 1] ?? ""));
      return toMatch(entry, method, params);
    }
    return { pattern: null, params: {}, value: undefined, allowed: [] };
  }
}

function toMatch<T>(entry: Entry<T>, method: string, params: Record<string, string>): Match<T> {
  const { byMethod, pattern } = entry;
  const value = byMethod.get(method) ?? (method === "HEAD" ? byMethod.get("GET") : undefined);
  return { pattern, params, value, allowed: value === undefined ? [...byMethod.keys()] : [] };
}

/**
 * Compiles the part of the URLPattern syntax that routes use: `:name`, `:name(regex)`, `*`, `{…}`, each with `?`, `+`, `*`.
 * A URLPattern itself takes microseconds to try, and every request tries many.
 */
function compilePattern(pattern: string): { regex: RegExp; names: string[] } {
  const names: string[] = [];
  let unnamed = 0;
  const source = pattern.replace(TOKEN, (text, slash, name, custom, modifier) => {
    if (name !== undefined) {
      names.push(name);
      const one = custom?.slice(1, -1) ?? "[^/]+?";
      const many = modifier === "*" || modifier === "+" ? `${one}(?:/${one})*` : one;
      const part = `${slash}(${many})`;
      return modifier === "*" || modifier === "?" ? `(?:${part})?` : part;
    }
    if (text === "*") {
      names.push(String(unnamed++));
      return "(.*)";
    }
    if (text === "{") return "(?:";
    if (text.startsWith("}")) return `)${text.slice(1)}`;
    return `\\${text}`;
  });
  return { regex: new RegExp(`^${source}$`), names };
}

const TOKEN = /(\/?):(\w+)(\([^)]*\))?([?+*]?)|\}[?+*]?|[*{.^$|\\[\]+?()]/g;
