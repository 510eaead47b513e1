import { assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import { Passwords, PasswordsBusyError } from "../../../lib/auth/passwords.ts";

const cheap = { ln: 4, r: 8, p: 1 };

Deno.test("a password is right against its own hash, which carries its salt and cost", async () => {
  const passwords = new Passwords(cheap);
  const stored = await passwords.hash("correct horse");
  assertMatch(stored, /^\$scrypt\$ln=4,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assertNotEquals(await passwords.hash("correct horse"), stored);
  assertEquals(await passwords.verify("correct horse", stored), { isRight: true, isOutdated: false });
  assertEquals((await passwords.verify("correct horse ", stored)).isRight, false);
});

Deno.test("a hash of another cost is still right, and outdated", async () => {
  const stored = await new Passwords(cheap).hash("correct horse");
  const dearer = new Passwords({ ...cheap, ln: 5 });
  assertEquals(await dearer.verify("correct horse", stored), { isRight: true, isOutdated: true });
});

Deno.test("without a hash no password is right, not even that of an empty one", async () => {
  assertEquals((await new Passwords(cheap).verify("", null)).isRight, false);
});

Deno.test("the usual cost is that of OWASP", async () => {
  assertMatch(await new Passwords().hash("correct horse"), /^\$scrypt\$ln=15,r=8,p=3\$/);
});

Deno.test("whoever waits behind too many others is told to come back", async () => {
  const passwords = new Passwords(cheap);
  const hashes = Array.from({ length: 20 }, () => passwords.hash("correct horse"));
  await assertRejects(() => passwords.hash("correct horse"), PasswordsBusyError);
  await Promise.all(hashes);
  await passwords.hash("correct horse");
});
