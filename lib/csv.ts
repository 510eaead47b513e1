/** CSV, as spreadsheets read and write it (RFC 4180). */
// @ts-types="@types/papaparse"
import Papa from "papaparse";

/** What a CSV file holds: its rows by the names of its first line. `line` counts from 1, the names' line included. */
export interface CsvRow {
  line: number;
  fields: Record<string, string>;
}

/**
 * What a spreadsheet takes for a formula, also in its full-width forms, however it goes on; and what looks as if it had been
 * made harmless already, so that reading gives back what was written.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Reads a file whose first line names the columns, up to a number of rows; empty lines are passed over. Comma, semicolon
 * and tab are told apart.
 */
export function readCsv(
  text: string,
  mostRows: number,
): { names: string[]; rows: CsvRow[]; errors: { line: number; message: string }[] } {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ""), {
    header: true,
    skipEmptyLines: "greedy",
    preview: mostRows,
    transformHeader: (name) => name.trim(),
    // Undoes what `writeCsvRow` does to text that looks like a formula.
    transform: (text) => text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text,
  });
  return {
    names: meta.fields ?? [],
    rows: data.map((fields, i) => ({ line: i + 2, fields })),
    // A file of one column has no delimiter to detect; that is no error.
    errors: errors.filter(({ type }) => type !== "Delimiter").map(({ row, message }) => ({
      line: (row ?? 0) + 2,
      message,
    })),
  };
}

/** Writes one row, with its line break. Text that a spreadsheet would take for a formula is made plain text. */
export function writeCsvRow(values: (string | number | boolean | null)[]): string {
  return `${Papa.unparse([values], { escapeFormulae: FORMULA })}\r\n`;
}
