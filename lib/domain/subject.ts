/** The subject of a charger's certificate, as a proxy writes it. Pure. */

/**
 * Why a subject is not the charger's; null: it is. Its common name (CN) must be the charger's id, and one of its
 * organizations (O) the operator's, when that is given.
 *
 * @param subject a distinguished name in the form of RFC 4514, as nginx, Caddy and HAProxy (`rfc2253`) pass it on
 * @see Improved security for OCPP 1.6-J, §2.3.1 (what the fields of a charge point's certificate hold)
 * @example subjectProblem("CN=CP-1,O=Example", {commonName: "CP-1", organization: null})  →  null
 */
export function subjectProblem(
  subject: string,
  wanted: { commonName: string; organization: string | null },
): string | null {
  const names = parseSubject(subject);
  if (names === null) return `The subject of its certificate cannot be read: ${JSON.stringify(subject)}`;
  const valuesOf = (type: string) => names.filter((name) => name.type === type).map(({ value }) => value);
  const commonNames = valuesOf("CN");
  if (commonNames.length !== 1) return `Its certificate has ${commonNames.length} common names instead of one`;
  if (commonNames[0] !== wanted.commonName) return `Its certificate is that of ${JSON.stringify(commonNames[0])}`;
  if (wanted.organization === null || valuesOf("O").includes(wanted.organization)) return null;
  return `The organization of its certificate is not ${JSON.stringify(wanted.organization)}`;
}

/** Each blank belongs to one part of it: what is hostile takes no longer to be refused. */
const VALUE = String.raw`\s*"(?:\\.|[^\\"])*"\s*|(?:\\.|[^\\",;+])*`;
const NAME = String.raw`\s*([A-Za-z0-9.]+)\s*=(${VALUE})`;

/** Null when it is not wholly understood: what stands in a name must not pass for another name. */
function parseSubject(subject: string): { type: string; value: string }[] | null {
  const name = new RegExp(`${NAME}(?:[,;+]|$)`, "gsy");
  const names: { type: string; value: string }[] = [];
  while (name.lastIndex < subject.length) {
    const found = name.exec(subject);
    if (found === null) return null;
    names.push({ type: found[1].toUpperCase(), value: unescape(found[2].trim()) });
  }
  return names;
}

/** `\,` is a comma, and `\C3\A9` an é. */
function unescape(value: string): string {
  const bare = /^".*"$/s.test(value) ? value.slice(1, -1) : value;
  const encoded = bare.replace(
    /\\([0-9a-f]{2})|\\(.)|%/gis,
    (_, hex, character) => hex === undefined ? encodeURIComponent(character ?? "%") : `%${hex}`,
  );
  try {
    return decodeURIComponent(encoded);
  } catch {
    return bare;
  }
}
