/** File paths and addresses, spelt as imports spell them: a module must not be loaded twice under two spellings. */

// `[id].tsx` stays as it is in an import; node:url would write `%5Bid%5D.tsx`, which is another module.
export function toFileUrl(path: string): string {
  return `file://${escapePath(path)}`;
}

export function escapePath(path: string): string {
  return path.replace(/[%?#\\]/g, encodeURIComponent);
}

export function fromFileUrl(url: URL): string {
  return decodeURIComponent(url.pathname);
}
