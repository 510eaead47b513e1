/** A project's files to what a build consists of. */
import { bundle, RUNTIME } from "./bundle.ts";
import { contentType } from "./content_type.ts";
import { crawl, type Folders } from "./crawl.ts";

export interface BuiltFile {
  url: string;
  /** Where it is; a file that the build made is not there yet, and has `content`. */
  path: string;
  content?: Uint8Array<ArrayBuffer>;
  etag: string;
  type: string;
}

export interface BuildOutput {
  buildId: string;
  /** Address of the runtime, then of what it imports. */
  runtime: string[];
  islands: { name: string; path: string; modules: string[] }[];
  routes: { id: string; path: string }[];
  files: BuiltFile[];
}

export async function compile(
  config: Folders & { root: string; mode: string; target: string | string[] },
): Promise<BuildOutput> {
  const found = await crawl(config);
  const { files: chunks, modules } = await bundle(found.islands, config);
  const statics = await Promise.all(
    found.files.map(async ({ url, path }) => ({ url, path, etag: await hash(await Deno.readFile(path)) })),
  );
  const made = await Promise.all(
    Array.from(chunks, async ([name, content]) => ({ name, content, etag: await hash(content) })),
  );
  // The same files are the same build: what browsers have kept of them stays good.
  const buildId = await hash(new TextEncoder().encode(JSON.stringify([...statics, ...made].map(({ etag }) => etag))));
  const urlOf = (name: string) => `/_fresh/js/${buildId}/${name}`;
  const urlsOf = (entry: string) => (modules.get(entry) ?? []).map(urlOf);
  return {
    buildId,
    runtime: urlsOf(RUNTIME),
    islands: found.islands.map((island) => ({ ...island, modules: urlsOf(island.name) })),
    routes: found.routes,
    files: [
      ...statics.map((file) => ({ ...file, type: contentType(file.url) })),
      ...made.map(({ name, content, etag }) => ({
        url: urlOf(name),
        path: "",
        content,
        etag,
        type: contentType(name),
      })),
    ],
  };
}

async function hash(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex().slice(0, 16);
}
