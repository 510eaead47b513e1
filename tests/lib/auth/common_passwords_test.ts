/** Passwords that are guessed first. */
import { assertEquals } from "@std/assert";
import { isCommonPassword } from "../../../lib/auth/common_passwords.ts";
import { changedOperatorBody, newOperatorBody, ownPasswordBody } from "../../../lib/http/operator_body.ts";

Deno.test("a password that is guessed first is known in any case, and others are not", () => {
  for (const password of ["password", "PassWord", "12345678", "qwertyuiop", "iloveyou"]) {
    assertEquals(isCommonPassword(password), true, password);
  }
  for (const password of ["correct horse", "a long enough one", "pässwörd", ""]) {
    assertEquals(isCommonPassword(password), false, password);
  }
});

Deno.test("nobody is given such a password, nor takes one", () => {
  const password = "iloveyou";
  assertEquals(newOperatorBody.safeParse({ name: "ann", role: "viewer", password }).success, false);
  assertEquals(changedOperatorBody.safeParse({ password }).success, false);
  assertEquals(ownPasswordBody.safeParse({ current: password, new: password }).success, false);
  assertEquals(ownPasswordBody.safeParse({ current: password, new: "correct horse" }).success, true);
});
