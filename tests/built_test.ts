import { assertEquals } from "@std/assert";
import { BUILT_BY } from "./built.ts";

Deno.test("a build is taken for that of these tests only if it was made by who started them", async () => {
  const code = `import { isBuilt } from "${import.meta.resolve("./built.ts")}"; console.log(isBuilt());`;
  const told = async (builder: number) => {
    const env = { [BUILT_BY]: String(builder), NO_COLOR: "1" };
    const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["eval", code], env }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  assertEquals([await told(Deno.pid), await told(Deno.ppid)], ["true", "false"]);
});
