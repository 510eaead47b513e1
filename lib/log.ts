/** The log: constant messages with fields, one line each, as text for people or JSON for programs. */
import type { Clock } from "./clock.ts";

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = typeof logLevels[number];
export type Fields = Record<string, unknown>;

export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** `write` gets one line without its line break. What a field says cannot break out of its line. */
export function createLog(
  options: { level: LogLevel; format: "text" | "json"; clock: Clock; write: (line: string) => void },
): Log {
  const lowest = logLevels.indexOf(options.level);
  const line = options.format === "json" ? jsonLine : textLine;
  const at = (level: LogLevel) => (message: string, fields: Fields = {}) => {
    if (logLevels.indexOf(level) < lowest) return;
    options.write(harmless(line(new Date(options.clock.now()).toISOString(), level, message, fields)));
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** For tests and tools that have nothing to say. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** What JSON leaves as it is, and a terminal or viewer may obey: control characters, line breaks, changes of direction. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function harmless(line: string): string {
  return line.replace(OBEYED, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function jsonLine(at: string, level: LogLevel, message: string, fields: Fields): string {
  return JSON.stringify({ at, level, message, ...plain(fields) });
}

function textLine(at: string, level: LogLevel, message: string, fields: Fields): string {
  const rest = Object.entries(plain(fields)).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join("");
  return `${at} ${level.toUpperCase().padEnd(5)} ${message}${rest}`;
}

function plain(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, describe(value)]));
}

function describe(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return value.cause === undefined ? `${value.name}: ${value.message}` : `${value.message}: ${describe(value.cause)}`;
}
