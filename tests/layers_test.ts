/** Who may import whom (docs/design.md): every import line of the project is read and held against one table. */
import { assertEquals } from "@std/assert";

const ROOT = new URL("../", import.meta.url);

/** Not the catalogues: a browser is told one, by its page. */
const TEXTS = /^lib\/texts\/(format|reader|texts)\.ts$/;

/** What the files of a place may import; the first place that fits a file counts. `npm` names are bare. */
const LAYERS: { place: RegExp; may: RegExp[] }[] = [
  {
    place: /^lib\/fresh\//,
    may: [/^lib\/fresh\//, /^(preact|preact-render-to-string|@preact\/signals|esbuild)/, /^fresh\/internal$/, /^node:/],
  },
  { place: /^lib\/std_assert\//, may: [/^lib\/std_assert\//, /^node:/] },
  { place: /^lib\/domain\//, may: [/^lib\/domain\//, /^zod$/] },
  {
    place: /^lib\/store\//,
    may: [
      /^lib\/(store|domain)\//,
      /^lib\/(clock|histogram|ids|json|log)\.ts$/,
      /^zod$/,
      /^node:(crypto|fs\/promises|sqlite|zlib)$/,
    ],
  },
  {
    place: /^lib\/client\//,
    may: [
      /^lib\/(client|domain)\//,
      TEXTS,
      /^components\//,
      /^@preact\/signals$/,
      /^preact/,
      /^uplot$/,
      /^fresh\/runtime$/,
    ],
  },
  { place: /^lib\/texts\//, may: [/^lib\/texts\//, /^lib\/domain\//] },
  { place: /^lib\/(clock|log|ids)\.ts$/, may: [/^lib\/clock\.ts$/, /^ulid$/] },
  {
    place: /^lib\//,
    may: [
      /^lib\/(?!client\/|fresh\/|std_assert\/)/,
      /^ocpp\//,
      /^fresh$/,
      /^zod$/,
      /^papaparse$/,
      /^node:(crypto|net|process)$/,
    ],
  },
  { place: /^ocpp\//, may: [/^ocpp\//, /^lib\/domain\//, /^lib\/(clock|log)\.ts$/, /^zod$/] },
  {
    place: /^components\//,
    may: [/^components\//, /^islands\//, /^parts\//, /^lib\/domain\//, TEXTS, /^preact/, /^fresh\/runtime$/],
  },
  {
    // Where the browser starts. An island within another would be a module of its own for nothing: that is a part.
    place: /^(islands|parts)\//,
    may: [
      /^parts\//,
      /^components\//,
      /^lib\/client\//,
      /^lib\/domain\//,
      TEXTS,
      /^preact/,
      /^@preact\/signals$/,
      /^fresh\/runtime$/,
    ],
  },
  {
    place: /^routes\//,
    may: [
      /^routes\//,
      /^components\//,
      /^islands\//,
      /^lib\/(?!client\/|fresh\/|std_assert\/|store\/)/,
      /^fresh(\/runtime)?$/,
      /^preact/,
      /^zod$/,
    ],
  },
  {
    place: /^simulate\//,
    may: [/^simulate\//, /^ocpp\//, /^lib\/domain\//, /^lib\/(clock|ids|log)\.ts$/, /^zod$/, /^node:/],
  },
  { place: /^backup\.ts$/, may: [/^lib\//, /^node:util$/] },
  { place: /^main\.ts$/, may: [/^lib\//, /^_fresh\/server\.js$/] },
  { place: /^dev\.ts$/, may: [/^fresh\/dev$/, /^main\.ts$/] },
];

/** What the text of the files of a place may not say. */
const WORDS: { place: RegExp; except: RegExp; word: RegExp; why: string }[] = [
  {
    place: /./,
    except: /^(main\.ts|backup\.ts|simulate\/main\.ts|lib\/fresh\/.*)$/,
    word: /\bDeno\.env\b/,
    why: "the environment is read in main.ts and backup.ts",
  },
  {
    place: /./,
    except: /^(lib\/clock\.ts|lib\/(fresh|client)\/.*|(islands|parts)\/.*)$/,
    word: /\b(setTimeout|setInterval)\(/,
    why: "timers come from Clock",
  },
  {
    place: /./,
    except: /^(lib\/clock\.ts|lib\/(fresh|client)\/.*|(islands|parts)\/.*|components\/.*)$/,
    word: /\bDate\.now\(|new Date\(\)/,
    why: "time comes from Clock",
  },
  {
    place: /^(routes|components|islands|parts|ocpp)\//,
    except: /^$/,
    word: /\bDeno\./,
    why: "Deno is for main.ts, lib and the simulator",
  },
  {
    place: /./,
    except: /^(main\.ts|backup\.ts|lib\/(store|services)[/.].*)$/,
    word: /\bDeno\.(Kv|openKv)/,
    why: "only the store sees KV",
  },
];

async function* sources(folder = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder || ".", ROOT))) {
    if (/^(\.|_fresh$|node_modules$|tests$|data$|coverage$|static$|docs$)/.test(name)) continue;
    if (isDirectory) yield* sources(`${folder}${name}/`);
    else if (/\.tsx?$/.test(name)) yield `${folder}${name}`;
  }
}

/** What a file imports: project files by their path from the root, packages by their name. */
function importsOf(file: string, text: string): { name: string; isType: boolean }[] {
  const found = text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^"'`;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...found].map(([, type, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic;
    const isFile = /^(\.|@\/)/.test(name);
    const url = name.startsWith("@/") ? new URL(name.slice(2), ROOT) : new URL(name, new URL(file, ROOT));
    return { name: isFile ? url.pathname.slice(ROOT.pathname.length) : name, isType: type !== undefined };
  });
}

/** Every import and word that the tables forbid. */
function faultsOf(file: string, text: string): string[] {
  const layer = LAYERS.find(({ place }) => place.test(file));
  if (layer === undefined) return [`${file} stands in no layer`];
  const faults = importsOf(file, text)
    .filter(({ name, isType }) => !isType && !layer.may.some((allowed) => allowed.test(name)))
    .map(({ name }) => `${file} imports ${name}`);
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  for (const { place, except, word, why } of WORDS) {
    if (place.test(file) && !except.test(file) && word.test(code)) {
      faults.push(`${file} says ${word.exec(code)?.[0]}: ${why}`);
    }
  }
  return faults;
}

Deno.test("every import and every use of the platform stands in its layer", async () => {
  const faults: string[] = [];
  for await (const file of sources()) faults.push(...faultsOf(file, await Deno.readTextFile(new URL(file, ROOT))));
  assertEquals(faults, []);
});

Deno.test("no source file is over 250 lines", async () => {
  const long: string[] = [];
  for await (const file of sources()) {
    const lines = (await Deno.readTextFile(new URL(file, ROOT))).split("\n").length - 1;
    if (lines > 250) long.push(`${file}: ${lines}`);
  }
  assertEquals(long, []);
});

Deno.test("a forbidden import or word is found", () => {
  for (
    const [file, text] of [
      ["ocpp/frame.ts", 'import { openStore } from "../lib/store/mod.ts";'],
      ["lib/domain/time.ts", 'import { keys } from "../store/keys.ts";'],
      ["islands/Chart.tsx", 'import { z } from "zod";'],
      ["islands/Board.tsx", 'import Chart from "@/islands/Chart.tsx";'],
      ["routes/index.tsx", 'import { Chargers } from "../lib/store/chargers.ts";'],
      ["lib/app.ts", 'import { App } from "./fresh/mod.ts";'],
      ["lib/bus.ts", "const timer = setTimeout(run, 5);"],
      ["lib/config.ts", 'const port = Deno.env.get("PORT");'],
      ["routes/api/live.ts", "const kv = await Deno.openKv();"],
      ["somewhere/new.ts", "export {};"],
    ]
  ) assertEquals(faultsOf(file, text).length > 0, true, file);
});
