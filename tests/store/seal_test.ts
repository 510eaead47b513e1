/** Sealed text: only whom it is for can read it. */
import { assertEquals, assertRejects } from "@std/assert";
import { newSealKeys, seal, unseal } from "../../lib/store/seal.ts";

Deno.test("a sealed text is read by whom it is for, and by nobody else", async () => {
  const [ours, others] = [await newSealKeys(), await newSealKeys()];
  const sealed = await seal("a new password é", ours.publicKey);
  assertEquals(await unseal(sealed, ours), "a new password é");
  await assertRejects(() => unseal(sealed, others));
});

Deno.test("a sealed text that was changed is refused", async () => {
  const keys = await newSealKeys();
  const sealed = await seal("Reset", keys.publicKey);
  for (const place of [0, 40, sealed.length - 1]) {
    const changed = sealed.slice();
    changed[place] ^= 1;
    await assertRejects(() => unseal(changed, keys));
  }
});

Deno.test("no two sealed texts are alike", async () => {
  const { publicKey } = await newSealKeys();
  const [one, other] = [await seal("same", publicKey), await seal("same", publicKey)];
  assertEquals(one.toHex() === other.toHex(), false);
});
