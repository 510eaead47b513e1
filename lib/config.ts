/** Settings: read from the environment once, checked all together. API.md names them. */
import { z } from "zod";
import { isCommonPassword } from "./auth/common_passwords.ts";
import { type SecurityProfile, securityProfiles } from "./domain/charger.ts";
import { logLevels } from "./log.ts";
import { readTrustedProxies } from "./trusted_proxies.ts";

/** All that is wrong with the settings, a sentence each. */
export class ConfigError extends Error {
  override name = "ConfigError";
  constructor(readonly problems: string[]) {
    super(["Cannot start: the settings are wrong", ...problems.map((problem) => `  ${problem}`)].join("\n"));
  }
}

function whole(otherwise: number, { min, max }: { min: number; max: number }) {
  const wanted = `expected a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d+$/, wanted).transform(Number).refine((n) => n >= min && n <= max, wanted)
    .optional().transform((n) => n ?? otherwise);
}

function oneOf<const Word extends string>(...words: Word[]) {
  return z.enum(words, { error: `expected ${words.join(" or ")}` }).optional();
}

const schema = z.object({
  HOST: z.string().optional(),
  PORT: whole(8000, { min: 0, max: 65_535 }),
  PUBLIC_URL: z.string().refine(isPublicUrl, "expected an address such as https://ocpp.example.com").optional(),
  KV_PATH: z.string().optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  TRUSTED_PROXIES: z.string().optional().transform(readTrustedProxies),
  REGISTRATION: oneOf("open", "approve", "closed"),
  SECURITY_PROFILE: oneOf("0", "1", "2", "3"),
  CLIENT_CERT_HEADER: z.string().regex(/^[A-Za-z0-9-]+$/, "expected the name of a header").optional(),
  CLIENT_CERT_ORGANIZATION: z.string().optional(),
  TAGS: oneOf("open", "known"),
  OPERATOR_PASSWORD: z.string().min(8, "expected at least 8 characters")
    .refine((given) => !isCommonPassword(given), "it is one of the passwords that are guessed first").optional(),
  HEARTBEAT_INTERVAL_S: whole(300, { min: 1, max: 86_400 }),
  CALL_TIMEOUT_S: whole(30, { min: 1, max: 3_600 }),
  ALLOW_NO_SUBPROTOCOL: oneOf("true", "false"),
  IDLE_TIMEOUT_S: whole(120, { min: 0, max: 86_400 }),
  MAX_MESSAGE_BYTES: whole(1_048_576, { min: 1_024, max: 67_108_864 }),
  MAX_MESSAGES_PER_S: whole(2_000, { min: 1, max: 100_000 }),
  MAX_CHARGERS: whole(20_000, { min: 1, max: 1_000_000 }),
  MAX_CHARGERS_PER_ADDRESS: whole(0, { min: 0, max: 1_000_000 }),
  MAX_NEW_CHARGERS_PER_HOUR: whole(20_000, { min: 0, max: 1_000_000 }),
  MAX_NEW_CHARGERS_PER_ADDRESS: whole(1_000, { min: 0, max: 1_000_000 }),
  MAX_REFUSALS_PER_MIN: whole(60, { min: 1, max: 1_000_000 }),
  MAX_COMMANDS_WAITING: whole(100, { min: 1, max: 100_000 }),
  MAX_LISTENERS: whole(1_000, { min: 1, max: 100_000 }),
  MAX_LISTENERS_PER_ADDRESS: whole(100, { min: 1, max: 100_000 }),
  FRAME_LOG_DAYS: whole(14, { min: 1, max: 36_500 }),
  SAMPLE_DAYS: whole(400, { min: 1, max: 36_500 }),
  LOG_LEVEL: oneOf(...logLevels),
  LOG_FORMAT: oneOf("text", "json"),
});

/** Where the process runs; what it may take for granted. */
export interface Surroundings {
  isTerminal: boolean;
  /** On Deno Deploy the platform listens, and KV has no path. */
  isDeploy: boolean;
}

/** Times in the unit of their name. `kvPath` undefined: the platform's own KV. */
export type Config = ReturnType<typeof readConfig>;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1|\[::1\])$/;

export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Reads and checks all settings. An empty value counts as not set.
 * @throws {ConfigError} with everything that is wrong
 */
export function readConfig(env: Record<string, string | undefined>, { isTerminal, isDeploy }: Surroundings) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map(({ path: [name], message }) => {
    const secret = name === "OPERATOR_PASSWORD";
    return `${String(name)}${secret ? "" : ` is ${JSON.stringify(given[String(name)])}`}: ${message}`;
  });
  const host = given.HOST ?? "127.0.0.1";
  const isPrivate = !isDeploy && isLoopback(host);
  problems.push(...gapsOf(given, isDeploy));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const settings = parsed.data;
  return {
    host,
    port: settings.PORT,
    /** Why others can reach the dashboard; null: they cannot. */
    exposedBy: isPrivate ? null : isDeploy ? "On Deno Deploy" : `With HOST ${JSON.stringify(host)}`,
    /** Where chargers reach this server by HTTP, without a slash at its end; null when nobody said. */
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, "") ??
      (isDeploy ? null : urlOf(host, settings.PORT, settings.TLS_CERT !== undefined)),
    /** Files in PEM; null: TLS ends elsewhere, if anywhere. */
    tls: isDeploy || settings.TLS_CERT === undefined || settings.TLS_KEY === undefined
      ? null
      : { certPath: settings.TLS_CERT, keyPath: settings.TLS_KEY },
    /** All that reaches this process came by TLS. */
    servesTls: isDeploy || settings.TLS_CERT !== undefined,
    isTrustedProxy: settings.TRUSTED_PROXIES,
    ...(isDeploy ? { kvPath: undefined, kvFolder: null } : readKvPlace(given)),
    registration: settings.REGISTRATION ?? (isPrivate ? "open" as const : "approve" as const),
    securityProfile: profileOf(settings.SECURITY_PROFILE),
    clientCertHeader: settings.CLIENT_CERT_HEADER ?? null,
    clientCertOrganization: settings.CLIENT_CERT_ORGANIZATION ?? null,
    tags: settings.TAGS ?? null,
    operatorPassword: settings.OPERATOR_PASSWORD ?? null,
    heartbeatIntervalS: settings.HEARTBEAT_INTERVAL_S,
    callTimeoutMs: settings.CALL_TIMEOUT_S * 1000,
    allowNoSubprotocol: settings.ALLOW_NO_SUBPROTOCOL === "true",
    idleTimeoutS: settings.IDLE_TIMEOUT_S,
    maxMessageBytes: settings.MAX_MESSAGE_BYTES,
    maxMessagesPerS: settings.MAX_MESSAGES_PER_S,
    maxChargers: settings.MAX_CHARGERS,
    maxChargersPerAddress: settings.MAX_CHARGERS_PER_ADDRESS,
    maxNewChargersPerHour: settings.MAX_NEW_CHARGERS_PER_HOUR,
    maxNewChargersPerAddress: settings.MAX_NEW_CHARGERS_PER_ADDRESS,
    maxRefusalsPerMin: settings.MAX_REFUSALS_PER_MIN,
    maxCommandsWaiting: settings.MAX_COMMANDS_WAITING,
    maxListeners: settings.MAX_LISTENERS,
    maxListenersPerAddress: settings.MAX_LISTENERS_PER_ADDRESS,
    sampleDays: settings.SAMPLE_DAYS,
    messageDays: settings.FRAME_LOG_DAYS,
    logLevel: settings.LOG_LEVEL ?? "info" as const,
    logFormat: settings.LOG_FORMAT ?? (isTerminal ? "text" as const : "json" as const),
  };
}

/** Where KV is. `kvFolder` holds its file; null when it is none of ours. */
export function readKvPlace(
  { KV_PATH }: Record<string, string | undefined>,
): { kvPath: string; kvFolder: string | null } {
  const kvPath = KV_PATH || "./data/ocpp.kv";
  const isFile = kvPath !== ":memory:" && !kvPath.includes("://");
  return { kvPath, kvFolder: isFile ? kvPath.replace(/[^/\\]*$/, "") || "." : null };
}

/** What is missing to what is set. */
function gapsOf(given: Record<string, string | undefined>, isDeploy: boolean): string[] {
  const { TLS_CERT, TLS_KEY, TRUSTED_PROXIES, SECURITY_PROFILE, CLIENT_CERT_HEADER, CLIENT_CERT_ORGANIZATION } = given;
  const gaps: string[] = [];
  if (TLS_CERT !== undefined && TLS_KEY === undefined) gaps.push("TLS_KEY is not set: TLS_CERT needs its key");
  if (TLS_KEY !== undefined && TLS_CERT === undefined) gaps.push("TLS_CERT is not set: TLS_KEY needs its certificate");
  if (CLIENT_CERT_HEADER !== undefined && TRUSTED_PROXIES === undefined) {
    gaps.push("TRUSTED_PROXIES is not set: name the proxy that may set the CLIENT_CERT_HEADER");
  }
  if (CLIENT_CERT_ORGANIZATION !== undefined && CLIENT_CERT_HEADER === undefined) {
    gaps.push("CLIENT_CERT_HEADER is not set: CLIENT_CERT_ORGANIZATION has nothing to be compared with");
  }
  if (SECURITY_PROFILE === "3" && CLIENT_CERT_HEADER === undefined) {
    gaps.push(
      "CLIENT_CERT_HEADER is not set: SECURITY_PROFILE 3 needs a proxy that checks certificates and passes them on",
    );
  } else if (SECURITY_PROFILE === "2" && !isDeploy && TLS_CERT === undefined && TRUSTED_PROXIES === undefined) {
    gaps.push("TLS_CERT and TLS_KEY are not set: SECURITY_PROFILE 2 needs them, or TRUSTED_PROXIES that end TLS");
  }
  return gaps;
}

function profileOf(digit: string | undefined): SecurityProfile {
  return securityProfiles.find((profile) => String(profile) === digit) ?? 0;
}

function isPublicUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "" && url.username === "";
}

/** Null when it listens on every address, which is none to connect to. */
function urlOf(host: string, port: number, isTls: boolean): string | null {
  if (/^(0\.0\.0\.0|\[?::\]?)$/.test(host)) return null;
  return `${isTls ? "https" : "http"}://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}`;
}
