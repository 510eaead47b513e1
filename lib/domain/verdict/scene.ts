/** What a verdict looks at, and what it is. */
import type { ChargerDetail, CommandView, ConnectorView, ReservationView, TransactionView } from "../views.ts";
import type { CompositeScheduleView, InstalledProfileView } from "../upkeep_views.ts";

/** Everything that is known of a connector and its charger at `now` (epoch ms). */
export interface Scene {
  now: number;
  charger: ChargerDetail;
  connector: ConnectorView;
  /** The transaction that runs here. */
  running: TransactionView | null;
  /** The last one that ended here. */
  past: TransactionView | null;
  /** The tag that was presented last at the charger, and how it was answered. */
  presented: { idTag: string; status: string; at: string } | null;
  /** Those that stand. */
  profiles: InstalledProfileView[];
  /** What the charger said it would give, all its profiles together. */
  schedules: CompositeScheduleView[];
  /** Those that are Active. */
  reservations: ReservationView[];
  /** The newest first. */
  commands: CommandView[];
}

/** What stands in the places of a sentence. */
export type Words = Record<string, string | number>;

/** `at` is when it was said; null: it holds now, or nobody knows since when. */
export interface Evidence {
  code: EvidenceCode;
  at: string | null;
  words: Words;
}

/** `command` is the one that does it; what it lacks, such as a tag, a person has to add. */
export interface NextStep {
  code: NextCode;
  words: Words;
  command: { action: string; payload: Record<string, unknown> } | null;
}

export interface Verdict {
  connectorId: number;
  code: VerdictCode;
  /** `fine`: it charges, or would; `waiting`: somebody else has to move; `trouble`: it cannot. */
  tone: "fine" | "waiting" | "trouble";
  words: Words;
  evidence: Evidence[];
  next: NextStep | null;
}

/** What a rule finds; it gives null when it is not that. */
export type Finding = Omit<Verdict, "connectorId">;

export type Rule = (scene: Scene) => Finding | null;

export type VerdictCode =
  | "never-seen"
  | "offline"
  | "offline-charging"
  | "pending"
  | "rejected"
  | "faulted"
  | "updating"
  | "unavailable"
  | "session-tag"
  | "limited"
  | "charging"
  | "no-power"
  | "paused-by-charger"
  | "clock-wrong"
  | "car-full"
  | "paused-by-car"
  | "finishing"
  | "stuck"
  | "reserved"
  | "reserved-for-other"
  | "tag-blocked"
  | "tag-expired"
  | "tag-unknown"
  | "tag-busy"
  | "tag-refused"
  | "start-rejected"
  | "start-failed"
  | "start-awaited"
  | "start-without-effect"
  | "waiting-for-car"
  | "waiting-for-tag"
  | "available"
  | "silent";

export type EvidenceCode =
  | "heard"
  | "registration"
  | "status"
  | "whole-status"
  | "firmware"
  | "command"
  | "session"
  | "ended"
  | "power"
  | "soc"
  | "tag"
  | "profile"
  | "schedule"
  | "reservation"
  | "clock";

export type NextCode =
  | "connect"
  | "check-link"
  | "accept"
  | "unlock"
  | "replug"
  | "electrician"
  | "cool-down"
  | "reset"
  | "wait-for-update"
  | "make-operative"
  | "unblock-tag"
  | "renew-tag"
  | "add-tag"
  | "end-other-session"
  | "look-at-tag"
  | "clear-profile"
  | "ask-schedule"
  | "sync-clock"
  | "start-in-car"
  | "unplug"
  | "open-session"
  | "cancel-reservation"
  | "start"
  | "start-again"
  | "plug-in"
  | "ask-status";

/** A tag that is no longer of interest, a command that nobody waits for any more. */
export const RECENT_MS = 15 * 60_000;

export function isRecent(at: string | null, now: number, ms = RECENT_MS): boolean {
  return at !== null && now - Date.parse(at) < ms;
}

export function step(code: NextCode, words: Words = {}): NextStep {
  return { code, words, command: null };
}

export function commandStep(code: NextCode, action: string, payload: Record<string, unknown>): NextStep {
  return { code, words: {}, command: { action, payload } };
}

/** What a connector, or the charger as a whole, said of itself. */
export function statusEvidence({ connectorId, status, statusAt, ...told }: ConnectorView): Evidence {
  const errors = [told.errorCode, told.vendorErrorCode, told.info];
  const error = errors.filter((text) => text !== null && text !== "" && text !== "NoError").join(" · ");
  return { code: connectorId === 0 ? "whole-status" : "status", at: statusAt, words: { status: status ?? "", error } };
}

/** `said` is what the charger answered, or what became of the command. */
export function commandEvidence({ action, askedAt, askedBy, state, response }: CommandView): Evidence {
  const said = state === "answered" ? statusOf(response) ?? "" : state;
  return { code: "command", at: askedAt, words: { action, said, by: askedBy ?? "" } };
}

/** The `status` of an answer. */
export function statusOf(response: unknown): string | null {
  const status = memberOf(response, "status");
  return typeof status === "string" ? status : null;
}

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
