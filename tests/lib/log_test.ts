import { assertEquals } from "@std/assert";
import { createLog } from "../../lib/log.ts";
import { HeldClock } from "../arrange.ts";

function aLog(format: "text" | "json") {
  const lines: string[] = [];
  return {
    lines,
    log: createLog({ level: "info", format, clock: new HeldClock(), write: (line) => lines.push(line) }),
  };
}

Deno.test("a log line holds time, level, message and fields, and lower levels are left out", () => {
  const { lines, log } = aLog("text");
  log.debug("Not shown");
  log.warn("Relay lost", { charger: "CP-1", error: new Error("Cannot reach it", { cause: new Error("refused") }) });
  assertEquals(lines, [
    '2026-11-22T12:00:00.000Z WARN  Relay lost charger="CP-1" error="Cannot reach it: Error: refused"',
  ]);
});

Deno.test("what a charger says cannot break out of its log line", () => {
  for (const format of ["text", "json"] as const) {
    const { lines, log } = aLog(format);
    log.info("Handshake refused", { id: 'CP\n2026-11-22 ERROR forged "x"\u2028\u0085\u009b2J\u001b[2J\u202e\u2066' });
    assertEquals(lines.length, 1);
    assertEquals(/^[\x20-\x7e]*$/.test(lines[0]), true, lines[0]);
  }
});
