/** Islands to modules for the browser, by esbuild. */
import { basename, dirname, join } from "node:path";
import { fromFileUrl } from "./paths.ts";
import * as esbuild from "esbuild";

export interface Bundle {
  /** File name to content. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Entry name to the names of its file and of those it imports. */
  modules: Map<string, string[]>;
}

export const RUNTIME = "fresh-runtime";

/**
 * Bundles the runtime and each island as an entry of its own; what several need is in chunks they share.
 *
 * esbuild makes a chunk for each set of islands that share something, thirty for a page: most are smaller than what they lose
 * by being compressed apart. So what most islands need is given to all, which makes it one chunk.
 *
 * esbuild runs synchronously, in a process that ends with the build, so that nothing is left to be stopped. The price:
 * no plugins, so names of modules are resolved by `alias` alone.
 */
export async function bundle(
  islands: { name: string; path: string }[],
  options: { root: string; mode: string; target: string | string[] },
): Promise<Bundle> {
  const isDev = options.mode === "development";
  const settings = {
    entryPoints: [
      { in: fromFileUrl(new URL("./client.ts", import.meta.url)), out: RUNTIME },
      ...islands.map(({ name, path }) => ({ in: path, out: name })),
    ],
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: options.target,
    minify: !isDev,
    sourcemap: isDev ? "inline" : false,
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    define: { "process.env.NODE_ENV": JSON.stringify(options.mode) },
    alias: await aliases(options.root),
    absWorkingDir: options.root,
    outdir: join(options.root, "_fresh"),
    chunkNames: "chunk-[hash]",
    write: false,
    metafile: true,
    logLevel: "error",
  } as const satisfies esbuild.BuildOptions;
  const shared = neededByMost(esbuild.buildSync(settings).metafile);
  const { outputFiles, metafile } = await withImports(
    shared.map((path) => join(options.root, path)),
    (file) => esbuild.buildSync({ ...settings, inject: [file] }),
  );
  const modules = new Map<string, string[]>();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint !== undefined) {
      modules.set(basename(path, ".js"), importsOf(path, metafile.outputs).map((file) => basename(file)));
    }
  }
  return { files: new Map(outputFiles.map((file) => [basename(file.path), new Uint8Array(file.contents)])), modules };
}

/** The project's own files that at least half of the entries need. */
function neededByMost({ outputs }: esbuild.Metafile): string[] {
  const entries = Object.keys(outputs).filter((path) => outputs[path].entryPoint !== undefined);
  const needed = entries.flatMap((path) => [
    ...new Set(importsOf(path, outputs).flatMap((file) => Object.keys(outputs[file].inputs))),
  ]);
  const byPath = Map.groupBy(needed, (path) => path);
  return [...byPath].filter(([path, by]) => by.length >= entries.length / 2 && !/(^|\/)node_modules\//.test(path))
    .map(([path]) => path);
}

/** A file that imports others, as long as it is worked with. */
async function withImports<Result>(paths: string[], work: (file: string) => Result): Promise<Result> {
  const file = await Deno.makeTempFile({ suffix: ".js" });
  try {
    await Deno.writeTextFile(file, paths.map((path) => `import ${JSON.stringify(path)};`).join("\n"));
    return work(file);
  } finally {
    await Deno.remove(file);
  }
}

function importsOf(path: string, outputs: esbuild.Metafile["outputs"], found = new Set<string>()): string[] {
  if (found.has(path)) return [];
  found.add(path);
  for (const { kind, path: imported } of outputs[path].imports) {
    if (kind === "import-statement") importsOf(imported, outputs, found);
  }
  return [...found];
}

/** What the import map says, in esbuild's words; and one place for each package that must be there once. */
async function aliases(root: string): Promise<Record<string, string>> {
  const alias: Record<string, string> = {
    "fresh/runtime": fromFileUrl(new URL("./runtime.ts", import.meta.url)),
    "preact": packageFolder("preact"),
    "@preact/signals": packageFolder("@preact/signals"),
  };
  const map = await findImportMap(root);
  for (const [name, target] of Object.entries(map.imports)) {
    const npm = /^npm:((?:@[^/]+\/)?[^@/]+)(?:@[^/]+)?(.*)$/.exec(target);
    const key = name.replace(/\/$/, "");
    if (key in alias) continue;
    if (target.startsWith(".")) alias[key] = join(map.folder, target);
    else if (npm !== null && npm[1] + npm[2] !== key) alias[key] = npm[1] + npm[2];
  }
  return alias;
}

function packageFolder(name: string): string {
  const path = fromFileUrl(new URL(import.meta.resolve(name)));
  const folder = `/node_modules/${name}`;
  return path.slice(0, path.lastIndexOf(`${folder}/`)) + folder;
}

async function findImportMap(folder: string): Promise<{ folder: string; imports: Record<string, string> }> {
  try {
    const { imports } = JSON.parse(await Deno.readTextFile(join(folder, "deno.json")));
    if (imports !== undefined) return { folder, imports };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return dirname(folder) === folder ? { folder, imports: {} } : await findImportMap(dirname(folder));
}
