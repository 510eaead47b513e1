/** A build to `_fresh/`: modules that import the routes and islands by name, so that deploy tools see what is needed. */
import { dirname, join, relative } from "node:path";
import type { BuildConfig } from "./builder.ts";
import type { BuildOutput } from "./build_output.ts";
import { escapePath } from "./paths.ts";

export async function writeBuild({ root, outDir }: BuildConfig, output: BuildOutput): Promise<void> {
  const staticDir = join(outDir, "static");
  await Deno.remove(staticDir, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.mkdir(outDir, { recursive: true });
  const files = output.files.map((file) =>
    file.content === undefined ? file : { ...file, path: join(staticDir, file.url) }
  );
  for (const { path, content } of files) {
    if (content === undefined) continue;
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, content);
  }
  await Deno.writeTextFile(join(outDir, "build_id.js"), buildIdModule(output.buildId));
  await Deno.writeTextFile(join(outDir, "snapshot.js"), snapshotModule(outDir, { ...output, files }));
  await Deno.writeTextFile(join(outDir, "server.js"), serverModule(relativePath(outDir, join(root, "main.ts"))));
}

const NOTICE = "// Written by `deno task build`. Do not edit.\n";

function buildIdModule(buildId: string): string {
  return `${NOTICE}import { setBuildId } from "fresh/internal";\n\nsetBuildId(${JSON.stringify(buildId)});\n`;
}

/** `build_id.js` comes first: a module may call asset() while it is loaded. */
function serverModule(main: string): string {
  return `${NOTICE}import "./build_id.js";
import { setSnapshot } from "fresh/internal";
import { snapshot } from "./snapshot.js";
import { app } from ${JSON.stringify(main)};

setSnapshot(app, snapshot, import.meta.url);
export default { fetch: app.handler() };
`;
}

function snapshotModule(outDir: string, { buildId, runtime, islands, routes, files }: BuildOutput): string {
  const importOf = (name: string, path: string) =>
    `import * as ${name} from ${JSON.stringify(relativePath(outDir, path))};`;
  const table = files.map(({ url, path, etag, type }) => [url, { source: relativePath(outDir, path), etag, type }]);
  return `${NOTICE}${islands.map(({ path }, i) => importOf(`island${i}`, path)).join("\n")}
${routes.map(({ path }, i) => importOf(`route${i}`, path)).join("\n")}

export const snapshot = {
  buildId: ${JSON.stringify(buildId)},
  runtime: ${JSON.stringify(runtime)},
  islands: [
${
    islands.map(({ name, modules }, i) =>
      `    { name: "${name}", modules: ${JSON.stringify(modules)}, mod: island${i} },`
    ).join("\n")
  }
  ],
  routes: [
${routes.map(({ id }, i) => `    { id: ${JSON.stringify(id)}, mod: route${i} },`).join("\n")}
  ],
  files: ${JSON.stringify(Object.fromEntries(table), null, 2)},
};
`;
}

function relativePath(from: string, path: string): string {
  const relativeToIt = escapePath(relative(from, path).replaceAll("\\", "/"));
  return relativeToIt.startsWith(".") ? relativeToIt : `./${relativeToIt}`;
}
