/** Builds a project: for production to `_fresh/`, for tests and development in memory. */
import { join, resolve } from "node:path";
import { type App, type ListenOptions, setSnapshot } from "./app.ts";
import { setBuildId } from "./asset.ts";
import { type BuildOutput, compile } from "./build_output.ts";
import { type Folders } from "./crawl.ts";
import { develop } from "./develop.ts";
import { fromFileUrl, toFileUrl } from "./paths.ts";
import type { SnapshotData } from "./snapshot.ts";
import { writeBuild } from "./write_build.ts";

export interface BuildOptions {
  /** The project's folder; the others are relative to it. Default: the working directory. */
  root?: string;
  outDir?: string;
  staticDir?: string;
  islandDir?: string;
  routeDir?: string;
  /** Files that are neither routes nor islands. Default: tests. */
  ignore?: RegExp[];
  /** What esbuild may assume of browsers. */
  target?: string | string[];
}

export interface BuildConfig extends Folders {
  root: string;
  outDir: string;
  target: string | string[];
  mode: "development" | "production";
}

export class Builder {
  readonly config: BuildConfig;

  constructor(options: BuildOptions = {}) {
    const root = resolve(
      options.root?.startsWith("file://") ? fromFileUrl(new URL(options.root)) : options.root ?? ".",
    );
    this.config = {
      root,
      outDir: resolve(root, options.outDir ?? "_fresh"),
      staticDir: resolve(root, options.staticDir ?? "static"),
      islandDir: resolve(root, options.islandDir ?? "islands"),
      routeDir: resolve(root, options.routeDir ?? "routes"),
      ignore: options.ignore ?? [/[._]test\.[jt]sx?$/],
      target: options.target ?? ["chrome99", "firefox99", "safari15"],
      mode: "production",
    };
  }

  /**
   * Builds the project, to `_fresh/` unless the snapshot is to stay in memory.
   *
   * @returns gives an app the snapshot: its file routes, islands and static files.
   */
  async build(
    options: { mode?: BuildConfig["mode"]; snapshot?: "disk" | "memory" } = {},
  ): Promise<<State>(app: App<State>) => void> {
    const config = { ...this.config, mode: options.mode ?? "production" };
    const output = await compile(config);
    if (options.snapshot !== "memory") await writeBuild(config, output);
    // A build to disk does not load the routes: they may open what only a running app should.
    const data = options.snapshot === "memory" ? await load(output) : null;
    return (app) => {
      if (data === null) throw new Error(`Cannot apply the build in "${config.outDir}": expected snapshot "memory"`);
      setSnapshot(app, data, toFileUrl(join(config.root, "_fresh/")));
    };
  }

  /** Serves the app of a module, and makes browsers reload when a file of the project has changed. */
  async listen<State>(importApp: () => Promise<{ app: App<State> }>, options: ListenOptions = {}): Promise<void> {
    const config: BuildConfig = { ...this.config, mode: "development" };
    await develop({ config, importApp, rebuild: async () => await load(await compile(config)) }, options);
  }
}

/** Imports the routes and islands of a build into this process. */
async function load({ buildId, runtime, islands, routes, files }: BuildOutput): Promise<SnapshotData> {
  // Before the modules are loaded: they may call asset() at once.
  setBuildId(buildId);
  return {
    buildId,
    runtime,
    files: Object.fromEntries(
      files.map(({ url, path, content, etag, type }) => [url, { source: content ?? toFileUrl(path), etag, type }]),
    ),
    islands: await Promise.all(
      islands.map(async ({ name, modules, path }) => ({ name, modules, mod: await import(toFileUrl(path)) })),
    ),
    routes: await Promise.all(routes.map(async ({ id, path }) => ({ id, mod: await import(toFileUrl(path)) }))),
  };
}
