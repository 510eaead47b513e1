import { assertEquals } from "@std/assert";
import { subjectProblem } from "../../lib/domain/subject.ts";

function problem(subject: string, organization: string | null = null): string | null {
  return subjectProblem(subject, { commonName: "CP-1", organization });
}

Deno.test("the common name of a certificate is the charger's id", () => {
  for (const subject of ["CN=CP-1", "CN=CP-1,O=Example", "O=Example, CN = CP-1", 'CN="CP-1"', "CN=CP\\2d1,C=DE"]) {
    assertEquals(problem(subject), null, subject);
  }
  assertEquals(problem("CN=CP-2,O=CP-1"), 'Its certificate is that of "CP-2"');
  assertEquals(problem("CN=cp-1"), 'Its certificate is that of "cp-1"');
});

Deno.test("one of its organizations is the operator's, when that is asked", () => {
  assertEquals(problem("CN=CP-1,O=Example", "Example"), null);
  assertEquals(problem("CN=CP-1,O=Maker+O=Example", "Example"), null);
  assertEquals(problem("CN=CP-1,O=Maker", "Example"), 'The organization of its certificate is not "Example"');
});

Deno.test("what stands in another name passes for no common name", () => {
  assertEquals(problem("O=x\\,CN=CP-1"), "Its certificate has 0 common names instead of one");
  assertEquals(problem('O="x,CN=CP-1"'), "Its certificate has 0 common names instead of one");
  assertEquals(problem("CN=CP-1,CN=CP-2"), "Its certificate has 2 common names instead of one");
  assertEquals(problem("CN=CP\\\\2d1"), 'Its certificate is that of "CP\\\\2d1"');
  for (const subject of ['O="x,CN=CP-1', "/O=x/CN=CP-1", "CN=CP-1\\", "CP-1"]) {
    assertEquals(problem(subject), `The subject of its certificate cannot be read: ${JSON.stringify(subject)}`);
  }
});

Deno.test("a subject that is made to be read for ever is refused at once", () => {
  for (const subject of [`CN=${" ".repeat(20_000)}"`, `CN="${" ".repeat(20_000)}`, `${" ".repeat(20_000)}CN`]) {
    const before = performance.now();
    assertEquals(problem(subject)?.startsWith("The subject of its certificate cannot be read"), true);
    assertEquals(performance.now() - before < 1_000, true, "linear: it took minutes");
  }
});
