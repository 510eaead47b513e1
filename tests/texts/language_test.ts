import { assertEquals } from "@std/assert";
import { chooseLanguage } from "../../lib/texts/language.ts";

Deno.test("the language is the best of ours that the browser asks for, and the locale keeps its region", () => {
  assertEquals(chooseLanguage("de-AT,de;q=0.9,en;q=0.8", null), { language: "de", locale: "de-AT" });
  assertEquals(chooseLanguage("fr, en;q=0.5, de;q=0.7", null), { language: "de", locale: "de" });
  assertEquals(chooseLanguage("en-US", null), { language: "en", locale: "en-US" });
  assertEquals(chooseLanguage("en", null), { language: "en", locale: "en" });
  assertEquals(chooseLanguage("de;q=0, en", null), { language: "en", locale: "en" });
});

Deno.test("who asks for nothing that we have gets English, with days before months", () => {
  for (const accept of [null, "", "*", "fr", "; q=1", "x".repeat(10_000), "de_DE", "e", ",,,"]) {
    assertEquals(chooseLanguage(accept, null), { language: "en", locale: "en-GB" }, String(accept).slice(0, 20));
  }
});

Deno.test("a language that somebody chose goes before the browser's, numbers and dates stay those of the place", () => {
  assertEquals(chooseLanguage("de-DE,de;q=0.9", "en"), { language: "en", locale: "en-DE" });
  assertEquals(chooseLanguage("en-US,en", "de"), { language: "de", locale: "de-US" });
  assertEquals(chooseLanguage("de-CH, en-GB;q=0.5", "en"), { language: "en", locale: "en-GB" });
  assertEquals(chooseLanguage("de", "xx"), { language: "de", locale: "de" });
  assertEquals(chooseLanguage(null, "de"), { language: "de", locale: "de" });
});
