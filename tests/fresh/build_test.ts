import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Builder } from "fresh/dev";
import { FIXTURE } from "./fixture.ts";

/** A copy of the fixture that was built to disk, within the project so that its imports are found. */
async function builtCopy(): Promise<{ folder: string } & AsyncDisposable> {
  const output = `${import.meta.dirname}/../output`;
  await Deno.mkdir(output, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: output, prefix: "fresh_" });
  await copy(FIXTURE, `${folder}/before`);
  await new Builder({ root: `${folder}/before` }).build();
  // The build must not know where it was made.
  await Deno.rename(`${folder}/before`, `${folder}/project`);
  return {
    folder: `${folder}/project`,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (name === "_fresh") continue;
    if (isDirectory) await copy(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

Deno.test("a build is served from _fresh/server.js, which neither writes nor starts processes", async () => {
  await using project = await builtCopy();
  const server = new Deno.Command(Deno.execPath(), {
    args: ["serve", "--allow-read", "--allow-env", "--port=0", "--host=127.0.0.1", "_fresh/server.js"],
    cwd: project.folder,
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const lines = server.stderr.pipeThrough(new TextDecoderStream());
  try {
    let told = "";
    let address: string | undefined;
    for await (const text of lines.values({ preventCancel: true })) {
      told += text;
      address = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0];
      if (address !== undefined) break;
    }
    assert(address !== undefined, told);
    const page = await (await fetch(`${address}/`)).text();
    const [, module] = /from\s*"(\/_fresh\/[^"]+)"/.exec(page) ?? [];
    const statuses = await Promise.all(
      [module, "/style.css", "/chargers/CP-1", "/nowhere"].map(async (path) => {
        const response = await fetch(`${address}${path}`);
        await response.body?.cancel();
        return response.status;
      }),
    );
    assertEquals(statuses, [200, 200, 200, 404]);
  } finally {
    server.kill();
    await server.status;
    await lines.cancel();
  }
});

Deno.test("what is built imports the routes and islands by name, and no tool of the build", async () => {
  await using project = await builtCopy();
  const snapshot = await Deno.readTextFile(`${project.folder}/_fresh/snapshot.js`);
  assertStringIncludes(snapshot, `from "../routes/chargers/[id].tsx"`);
  assertStringIncludes(snapshot, `from "../islands/Counter.tsx"`);

  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "_fresh/server.js"],
    cwd: project.folder,
    stderr: "null",
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  const graph = JSON.stringify(modules);
  assertStringIncludes(graph, "preact-render-to-string");
  assertEquals(["esbuild", "preact/debug"].filter((name) => graph.includes(name)), []);
});

Deno.test("the same files give the same build", async () => {
  await using project = await builtCopy();
  const built = async () => await Deno.readTextFile(`${project.folder}/_fresh/snapshot.js`);
  const first = await built();
  await new Builder({ root: project.folder }).build();
  assertEquals(await built(), first);

  await Deno.writeTextFile(`${project.folder}/static/style.css`, "body { margin: 1px }");
  await new Builder({ root: project.folder }).build();
  assert(await built() !== first);
});
