/** SECURITY.md names the test of each promise: they must be there, and so must the pages it leads to. */
import { assertEquals } from "@std/assert";

const ROOT = new URL("../", import.meta.url);

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(new URL(path, ROOT)).then(() => true, () => false);
}

Deno.test("everything that SECURITY.md names is there", async () => {
  const text = await Deno.readTextFile(new URL("SECURITY.md", ROOT));
  const named = [...text.matchAll(/`(tests\/[^`]+)`|\]\((docs\/[^)#]+)/g)].map(([, test, page]) => test ?? page);
  assertEquals(named.length > 20, true);
  const missing: string[] = [];
  for (const path of new Set(named)) if (!await isThere(path)) missing.push(path);
  assertEquals(missing, []);
});
