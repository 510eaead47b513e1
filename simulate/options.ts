/** The options of `deno task simulate`. */

export interface Options {
  chargers: number;
  speed: number;
  url: string;
  seed: string;
}

const DEFAULTS: Options = { chargers: 10, speed: 1, url: "ws://127.0.0.1:8000/ocpp", seed: "1" };
const MOST_CHARGERS = 5_000;
const HIGHEST_SPEED = 1_000;

export const usage = `Simulates chargers (OCPP 1.6-J) that cars come to, charge at and leave.

Usage: deno task simulate [options]

  --chargers N   how many chargers, 1 to ${MOST_CHARGERS} (default ${DEFAULTS.chargers})
  --speed X      how many times quicker than life, above 0 to ${HIGHEST_SPEED} (default ${DEFAULTS.speed})
  --url URL      where chargers connect; their ids follow it (default ${DEFAULTS.url})
  --seed S       any text; the same one gives the same cars and mishaps (default ${DEFAULTS.seed})
  --help         this text

The chargers are SIM-001, SIM-002 and so on. Ctrl-C ends the sessions and disconnects; twice ends at once.
Example: deno task simulate --chargers 50 --speed 10`;

/** How an option's text becomes its value; a string is what was expected instead. */
const READ: { [Name in keyof Options]: (text: string) => { value: Options[Name] } | string } = {
  chargers(text) {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= MOST_CHARGERS) return { value };
    return `a whole number from 1 to ${MOST_CHARGERS}`;
  },
  speed(text) {
    const value = Number(text);
    if (/^\d*\.?\d+$/.test(text) && value > 0 && value <= HIGHEST_SPEED) return { value };
    return `a number above 0, up to ${HIGHEST_SPEED}`;
  },
  url(text) {
    if (URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol)) return { value: text.replace(/\/+$/, "") };
    return "a WebSocket address such as ws://127.0.0.1:8000/ocpp";
  },
  seed: (text) => ({ value: text }),
};

/**
 * Reads the command line. `message` names every wrong option, not only the first.
 *
 * @example ["--chargers", "50", "--speed=10"]  →  {type: "run", options: {chargers: 50, speed: 10, …}}
 */
export function parseOptions(
  args: readonly string[],
): { type: "run"; options: Options } | { type: "help" } | { type: "wrong"; message: string } {
  const options = { ...DEFAULTS };
  const problems: string[] = [];
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === "--help" || arg === "-h") return { type: "help" };
    const [, name, inline] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (!isName(name)) {
      problems.push(`There is no option "${arg}"`);
      // What follows an unknown option is its value, not a mistake of its own.
      if (name !== undefined && inline === undefined && !left[0]?.startsWith("--")) left.shift();
      continue;
    }
    const text = inline ?? (left[0]?.startsWith("--") ? undefined : left.shift());
    const problem = text === undefined || text === "" ? `--${name} needs a value` : set(options, name, text);
    if (problem !== null) problems.push(problem);
  }
  if (problems.length === 0) return { type: "run", options };
  return { type: "wrong", message: `Cannot start the simulation:\n${problems.map((one) => `  ${one}`).join("\n")}` };
}

function isName(name: string | undefined): name is keyof Options {
  return name !== undefined && Object.hasOwn(READ, name);
}

function set<Name extends keyof Options>(options: Options, name: Name, text: string): string | null {
  const read = READ[name](text);
  if (typeof read === "string") return `--${name} "${text}": expected ${read}`;
  options[name] = read.value;
  return null;
}
