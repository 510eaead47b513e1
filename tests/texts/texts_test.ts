import { assertEquals } from "@std/assert";
import { aReader } from "../reader.ts";

const english = aReader();
const german = aReader({ language: "de", locale: "de-DE" });

Deno.test("a text has its values in their places, numbers as the reader writes them", () => {
  assertEquals(english.t("chargers.found", { found: 3, count: 10_000 }), "3 of 10,000 chargers");
  assertEquals(german.t("chargers.found", { found: 3, count: 10_000 }), "3 von 10.000 Ladestationen");
  assertEquals(english.t("session.title", { number: "4711" }), "Session #4711");
});

Deno.test("a text that counts has the form of its number", () => {
  const of = (count: number) => english.t("totals.sessions", { count });
  assertEquals([of(0), of(1), of(2)], ["0 sessions", "1 session", "2 sessions"]);
});

Deno.test("a value is never read as a place", () => {
  assertEquals(english.t("timeline.started", { tag: "{tag} {count}" }), "Started with tag {tag} {count}");
});

Deno.test("elements stand in the places of a text", () => {
  const link = { type: "a" };
  assertEquals(english.t.parts("chargers.noneFitsHint", { all: link }), ["Nothing matches this search. ", link]);
});

Deno.test("a word of OCPP becomes one of people, and one that nobody knows stays as it is", () => {
  assertEquals(english.t.word("status", "SuspendedEV"), "Paused by car");
  assertEquals(german.t.word("status", "Charging"), "Lädt");
  for (const word of ["Vendor_X", "constructor", "__proto__", ""]) assertEquals(english.t.word("status", word), word);
});

Deno.test("numbers, dates and times are the reader's", () => {
  const at = Date.parse("2026-11-22T12:00:05Z");
  const now = at + 3 * 60_000;
  assertEquals(english.format.kwh(1_234_567), "1,234.57");
  assertEquals(german.format.kwh(1_234_567), "1.234,57");
  assertEquals(german.format.exact(at), "22. Nov. 2026, 13:00");
  assertEquals([english.format.relative(at, now), german.format.relative(at, now)], ["3 min ago", "vor 3 Min."]);
  assertEquals(german.format.relative(at, at + 9 * 86_400_000), "22. Nov. 2026");
  assertEquals([english.format.relative(at, at), german.format.relative(at, at)], ["just now", "gerade eben"]);
});

Deno.test("where the reader's zone is not known, a time says that it is UTC", () => {
  const { format } = aReader({ zone: null });
  assertEquals(format.exact(Date.parse("2026-11-22T12:00:05Z"), true), "22 Nov 2026, 12:00:05 UTC");
});

Deno.test("a duration is told in its two largest units", () => {
  const { format } = english;
  assertEquals([5, 61, 3_720, 90_000].map((seconds) => format.duration(seconds)), [
    "< 1 min",
    "1 min",
    "1 h 02 min",
    "1 d 1 h",
  ]);
});
