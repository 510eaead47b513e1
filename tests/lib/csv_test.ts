import { assertEquals } from "@std/assert";
import { readCsv, writeCsvRow } from "../../lib/csv.ts";

Deno.test("what a spreadsheet would take for a formula is written as text, also over several lines, and read back as it was", () => {
  const formulas = [
    "=HYPERLINK(1)",
    "=1\n+2",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
  ];
  for (const text of [...formulas, "'=1", "'quoted'", "a=b", 'say "x", y', "a;b", "two\nlines", " blank "]) {
    const written = writeCsvRow([text]);
    if (formulas.includes(text)) assertEquals(written.startsWith(`"'`), true, JSON.stringify(written));
    assertEquals(
      readCsv(`name\r\n${written}`, 1).rows.map(({ fields }) => fields.name),
      [text],
      JSON.stringify(written),
    );
  }
  assertEquals(writeCsvRow([-5, true, null]), "-5,true,\r\n");
});
