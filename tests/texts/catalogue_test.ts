/** The catalogues against each other, and against the sources that use them. */
import { assertEquals } from "@std/assert";
import { access } from "../../lib/access.ts";
import type { Catalogue, Plural } from "../../lib/texts/catalogue.ts";
import { de } from "../../lib/texts/de.ts";
import { en } from "../../lib/texts/en.ts";
import { languages } from "../../lib/texts/language.ts";

const ROOT = new URL("../../", import.meta.url);
const catalogues: Record<typeof languages[number], Catalogue> = { en, de };

function placesOf(entry: string | Plural): string[][] {
  const texts = typeof entry === "string" ? [entry] : Object.values(entry);
  return texts.map((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
}

Deno.test("every language has the same texts as English, with the same places", () => {
  const english: Record<string, string | Plural> = en;
  for (const language of languages) {
    const texts: Record<string, string | Plural> = catalogues[language];
    assertEquals(Object.keys(texts).sort(), Object.keys(english).sort(), language);
    for (const [key, entry] of Object.entries(texts)) {
      const wanted = new Set(placesOf(english[key]).flat());
      // A language may say "one" in words.
      for (const places of placesOf(entry)) {
        const missing = wanted.difference(new Set(places)).difference(new Set(["count"]));
        assertEquals([[...missing], places.filter((name) => !wanted.has(name))], [[], []], `${language} ${key}`);
      }
    }
  }
});

Deno.test("a text that counts has every form its language needs", () => {
  for (const language of languages) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort();
    for (const [key, entry] of Object.entries(catalogues[language])) {
      if (typeof entry !== "string") assertEquals(Object.keys(entry).sort(), needed, `${language} ${key}`);
    }
  }
});

Deno.test("no text is empty, and none is kept that nobody shows", async () => {
  let sources = await Deno.readTextFile(new URL("lib/texts/format.ts", ROOT));
  for (const folder of ["components", "islands", "parts", "routes", "lib"]) {
    sources += await read(new URL(`${folder}/`, ROOT));
  }
  // A family is looked up by a word: t(`tags.wrong.${field}`), t.word("status", status).
  const families = [...sources.matchAll(/`([\w.]+\.)\$\{|\bword\(\s*"([\w.]+)"/g)].map(([, dotted, kind]) =>
    dotted ?? `${kind}.`
  );
  const isUsed = (key: string) => sources.includes(`"${key}"`) || families.some((family) => key.startsWith(family));
  const unused = Object.keys(en).filter((key) => !isUsed(key));
  assertEquals(unused, []);
  assertEquals(Object.entries(en).filter(([, entry]) => entry === ""), []);
});

async function read(folder: URL): Promise<string> {
  let text = "";
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name === "texts") continue;
    text += isDirectory ? await read(new URL(`${name}/`, folder)) : await Deno.readTextFile(new URL(name, folder));
  }
  return text;
}

Deno.test("whatever the audit may name has a text", () => {
  const actions = Object.values<readonly string[]>(access).map(([, action]) => action).filter((one) =>
    one !== undefined
  );
  assertEquals(actions.filter((action) => !(`audit.${action}` in en)), []);
});
