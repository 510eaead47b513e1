/** Serves an app while it is written. A change of server code is for `deno run --watch`; all others are seen here. */
import { type App, type ListenOptions, serve, setSnapshot } from "./app.ts";
import type { BuildConfig } from "./builder.ts";
import { toFileUrl } from "./paths.ts";
import { ALIVE_URL, type SnapshotData } from "./snapshot.ts";

interface Project<State> {
  config: BuildConfig;
  importApp: () => Promise<{ app: App<State> }>;
  rebuild: () => Promise<SnapshotData>;
}

export async function develop<State>(project: Project<State>, options: ListenOptions): Promise<void> {
  const { config, importApp, rebuild } = project;
  const base = toFileUrl(`${config.root}/_fresh/`);
  const { app } = await importApp();
  app.config.mode = "development";
  setSnapshot(app, await rebuild(), base);
  let handler = app.handler();

  const pages = new LivePages();
  const watcher = watch(config, async () => {
    setSnapshot(app, await rebuild(), base);
    handler = app.handler();
    pages.reload();
  });
  try {
    await serve(
      async (req, info) => new URL(req.url).pathname === ALIVE_URL ? pages.connect() : await handler(req, info),
      options,
    );
  } finally {
    watcher.close();
  }
}

/** The open pages. Each is told a revision; when it is told another, also by the next process, it reloads. */
class LivePages {
  #revision = Date.now();
  #open = new Set<ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>>();

  connect(): Response {
    let page: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        page = controller;
        this.#open.add(page);
        page.enqueue(this.#message());
      },
      cancel: () => {
        this.#open.delete(page);
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
  }

  reload(): void {
    this.#revision++;
    for (const page of this.#open) page.enqueue(this.#message());
  }

  #message(): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(`retry: 200\ndata: ${this.#revision}\n\n`);
  }
}

/** Calls back once for changes that come together. */
function watch({ root, routeDir, islandDir, staticDir }: BuildConfig, changed: () => Promise<void>): Deno.FsWatcher {
  const watcher = Deno.watchFs([routeDir, islandDir, staticDir].filter(exists));
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const run = async () => {
    for await (const { kind } of watcher) {
      if (kind === "access") continue;
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        changed().catch((error) => console.error(`Cannot build "${root}":`, error));
      }, 50);
    }
  };
  run().catch((error) => console.error("Cannot watch files:", error));
  return watcher;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
