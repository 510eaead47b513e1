import { assertEquals } from "@std/assert";
import { drawIcons, ICONS_FILE } from "./icons.ts";

Deno.test("static/icons.svg holds the icons that the dashboard names, as Lucide draws them", async () => {
  assertEquals(await Deno.readTextFile(ICONS_FILE), drawIcons());
});
