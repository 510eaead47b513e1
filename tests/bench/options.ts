/** The options of the bench's programs: `--name value`, a number where the default is one. */
import { parseArgs } from "node:util";

/**
 * Reads the command line; prints the usage and ends the process when something is wrong or `--help` is asked.
 *
 * @example readOptions("Usage: …", {chargers: 100, csv: ""}, ["--chargers", "5"])  →  {chargers: 5, csv: ""}
 */
export function readOptions<Options extends Record<string, string | number>>(
  usage: string,
  defaults: Options,
  args: string[] = Deno.args,
): Options {
  const problems: string[] = [];
  const options: Record<string, string | number> = { ...defaults };
  for (const [name, text] of Object.entries(given(usage, Object.keys(defaults), args))) {
    const isNumber = typeof defaults[name] === "number";
    if (isNumber && !/^\d+(\.\d+)?$/.test(text)) problems.push(`--${name} ${JSON.stringify(text)}: expected a number`);
    options[name] = isNumber ? Number(text) : text;
  }
  if (problems.length > 0) end(usage, problems);
  return options as Options; // Each value has its default's type.
}

function given(usage: string, names: string[], args: string[]): Record<string, string> {
  try {
    const options = Object.fromEntries([...names, "help"].map((name) => [
      name,
      { type: name === "help" ? "boolean" as const : "string" as const },
    ]));
    const { help, ...values } = parseArgs({ args, options }).values;
    if (help === true) end(usage, []);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    return end(usage, [error instanceof Error ? error.message : String(error)]);
  }
}

function end(usage: string, problems: string[]): never {
  for (const problem of problems) console.error(problem);
  console.error(usage);
  Deno.exit(problems.length === 0 ? 0 : 2);
}
