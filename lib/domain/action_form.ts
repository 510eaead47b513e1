/** An action as a form: its fields as plain data, so that a browser can draw, fill and check it without schemas. Pure. */

export type Field =
  /** `isAscii`: no other characters; `isLong`: worth several lines. */
  | { type: "text"; most: number | null; isAscii: boolean; isLong: boolean }
  /** Null: no bound. `decimals` is how many digits may stand behind the point. */
  | { type: "number"; least: number | null; most: number | null; decimals: number }
  /** Goes over the wire as ISO 8601 with its zone. */
  | { type: "time" }
  | { type: "choice"; words: string[] }
  | { type: "group"; members: Member[] }
  | { type: "list"; item: Field; least: number };

export interface Member {
  name: string;
  field: Field;
  isRequired: boolean;
  /** The server fills it in when it is left out. */
  isSupplied: boolean;
}

/** What is sent under `action`; its members in the standard's order. */
export interface ActionForm {
  action: string;
  members: Member[];
}

/** What is wrong with a value; `path` is a JSON pointer as in a problem of the API. */
export interface Fault {
  path: string;
  code:
    | "missing"
    | "too-long"
    | "not-ascii"
    | "not-a-number"
    | "not-whole"
    | "too-small"
    | "too-large"
    | "no-choice"
    | "too-few";
  /** The bound that was broken. */
  bound: string | number;
}

/**
 * What a browser can tell of a payload before it is sent. The server checks it all again, and more.
 *
 * @example an idTag of 21 characters  →  [{path: "/idTag", code: "too-long", bound: 20}]
 */
export function faultsOf(members: Member[], payload: Record<string, unknown>, path = ""): Fault[] {
  return members.flatMap(({ name, field, isRequired, isSupplied }) => {
    const value = payload[name];
    if (value !== undefined) return faultsOfValue(field, value, `${path}/${name}`);
    if (!isRequired || isSupplied) return [];
    return [{ path: `${path}/${name}`, code: "missing" as const, bound: "" }];
  });
}

function faultsOfValue(field: Field, value: unknown, path: string): Fault[] {
  const fault = (code: Fault["code"], bound: string | number = ""): Fault[] => [{ path, code, bound }];
  switch (field.type) {
    case "text": {
      const text = String(value);
      if (field.most !== null && text.length > field.most) return fault("too-long", field.most);
      return field.isAscii && !/^[\x20-\x7e]*$/.test(text) ? fault("not-ascii") : [];
    }
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) return fault("not-a-number");
      if (Number(value.toFixed(field.decimals)) !== value) return fault("not-whole", field.decimals);
      if (field.least !== null && value < field.least) return fault("too-small", field.least);
      return field.most !== null && value > field.most ? fault("too-large", field.most) : [];
    case "time":
      return [];
    case "choice":
      return field.words.includes(String(value)) ? [] : fault("no-choice", field.words.join(", "));
    case "group":
      return isObject(value) ? faultsOf(field.members, value, path) : [];
    case "list":
      if (!Array.isArray(value)) return [];
      if (value.length < field.least) return fault("too-few", field.least);
      return value.flatMap((item, i) => faultsOfValue(field.item, item, `${path}/${i}`));
    default:
      return field satisfies never;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
