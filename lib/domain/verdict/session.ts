/** Verdicts about a connector with a car at it: what runs, pauses, or has ended. */
import { findBlockingProfile, isTooLow } from "../charging_limit.ts";
import {
  commandStep,
  type Evidence,
  type Finding,
  isRecent,
  type NextStep,
  type Rule,
  type Scene,
  statusEvidence,
  step,
} from "./scene.ts";
import { tagStep } from "./tag.ts";
import { sessionEvidence } from "./whole.ts";

const HOUR_MS = 3_600_000;
/** What a charger itself takes. */
const NO_POWER_W = 50;
/** Cars stop shortly before what they call full. */
const FULL_PERCENT = 98;
/** From a start to the first status behind it. */
const SETTLING_MS = 2 * 60_000;

/** A limit that keeps this connector from charging: by a profile we set, or by what the charger told of its schedule. */
export function limited({ now, connector: { connectorId }, running, profiles, schedules }: Scene): Finding | null {
  const startedAt = running === null ? null : Date.parse(running.startedAt);
  const found = findBlockingProfile(profiles, { connectorId, startedAt, now });
  if (found !== null) {
    const { limit: words, held } = found;
    const { chargingProfileId, template, profile: { chargingProfilePurpose: purpose }, setAt } = held;
    const name = template ?? `#${chargingProfileId}`;
    return {
      code: "limited",
      tone: "trouble",
      words: { ...words },
      evidence: [{ code: "profile", at: setAt, words: { ...words, name, purpose } }],
      next: commandStep("clear-profile", "ClearChargingProfile", { id: chargingProfileId }),
    };
  }
  const told = schedules.find((one) => one.connectorId === connectorId);
  const period = told?.periods.find(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to));
  if (told === undefined || period === undefined || !isRecent(told.answeredAt, now, HOUR_MS)) return null;
  const limit = { limit: period.limit, unit: told.unit ?? "" };
  if (!isTooLow(limit)) return null;
  return {
    code: "limited",
    tone: "trouble",
    words: limit,
    evidence: [{ code: "schedule", at: told.answeredAt, words: limit }],
    next: null,
  };
}

/** It runs although its tag is not let in: chargers then give no power (OCPP 1.6 §5.11, StopTransactionOnInvalidId). */
function tagOfSession({ running, connector }: Scene): Finding | null {
  if (running === null || running.tagStatus === "Accepted" || connector.status === "Charging") return null;
  return {
    code: "session-tag",
    tone: "trouble",
    words: { tag: running.idTag, status: running.tagStatus },
    evidence: [sessionEvidence(running), statusEvidence(connector)],
    next: tagStep(running.tagStatus, running.idTag),
  };
}

function charging(scene: Scene): Finding | null {
  const { connector, running, now } = scene;
  if (connector.status !== "Charging") return null;
  const { reading } = connector;
  const powerW = reading !== null && isRecent(reading.at, now) ? reading.powerW : undefined;
  const evidence = [statusEvidence(connector), ...(running === null ? [] : [sessionEvidence(running)])];
  if (powerW === undefined || powerW >= NO_POWER_W) {
    return { code: "charging", tone: "fine", words: {}, evidence, next: null };
  }
  const power: Evidence = { code: "power", at: reading?.at ?? null, words: { powerW } };
  return limited(scene) ??
    { code: "no-power", tone: "trouble", words: {}, evidence: [power, ...evidence], next: step("replug") };
}

function pausedByCharger(scene: Scene): Finding | null {
  const { connector, charger, now } = scene;
  if (connector.status !== "SuspendedEVSE") return null;
  const limit = limited(scene);
  if (limit !== null) return { ...limit, evidence: [...limit.evidence, statusEvidence(connector)] };
  const { connectorId } = connector;
  const isClockWrong = clockEvidence(charger, now).length > 0;
  const next: NextStep = isClockWrong
    ? commandStep("sync-clock", "TriggerMessage", { requestedMessage: "Heartbeat" })
    : commandStep("ask-schedule", "GetCompositeSchedule", { connectorId, duration: 3_600 });
  return {
    code: isClockWrong ? "clock-wrong" : "paused-by-charger",
    tone: "trouble",
    words: {},
    evidence: [statusEvidence(connector)],
    next,
  };
}

function pausedByCar(scene: Scene): Finding | null {
  const { connector } = scene;
  if (connector.status !== "SuspendedEV") return null;
  // A car that is offered too little says that it is the one that pauses.
  const limit = limited(scene);
  if (limit !== null) return { ...limit, evidence: [...limit.evidence, statusEvidence(connector)] };
  const { reading } = connector;
  const soc = reading?.socPercent;
  const told: Evidence[] = soc === undefined ? [] : [{ code: "soc", at: reading?.at ?? null, words: { soc } }];
  const evidence = [statusEvidence(connector), ...told];
  return soc !== undefined && soc >= FULL_PERCENT
    ? { code: "car-full", tone: "fine", words: { soc }, evidence, next: step("unplug") }
    : { code: "paused-by-car", tone: "waiting", words: {}, evidence, next: step("start-in-car") };
}

function finishing({ connector, past }: Scene): Finding | null {
  if (connector.status !== "Finishing") return null;
  const reason = past?.stopReason ?? "Local";
  const ended: Evidence[] = past === null
    ? []
    : [{ code: "ended", at: past.endedAt, words: { number: past.transactionId, reason } }];
  return {
    code: "finishing",
    tone: "waiting",
    words: { reason },
    evidence: [statusEvidence(connector), ...ended],
    next: step("unplug"),
  };
}

/** It says that it is free, and never told that its session ended. */
function stuck({ connector, running, now }: Scene): Finding | null {
  if (connector.status !== "Available" || running === null || isRecent(connector.statusAt, now, SETTLING_MS)) {
    return null;
  }
  return {
    code: "stuck",
    tone: "trouble",
    words: { number: running.transactionId },
    evidence: [statusEvidence(connector), sessionEvidence(running)],
    next: step("open-session", { id: running.id, number: running.transactionId }),
  };
}

/** A charger whose clock was wrong in the last day. */
export function clockEvidence({ notes }: Scene["charger"], now: number): Evidence[] {
  const note = notes.find(({ kind }) => kind === "clock-wrong");
  if (note === undefined || !isRecent(note.lastAt, now, 24 * HOUR_MS)) return [];
  const { detail, code, words, lastAt: at } = note;
  return [{ code: "clock", at, words: { ...words, detail, ...code !== null && { said: code } } }];
}

export const ofSession: Rule[] = [tagOfSession, charging, pausedByCharger, pausedByCar, finishing, stuck];
