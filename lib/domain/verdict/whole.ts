/** Verdicts about the charger as a whole, and about a connector that it took out of use. */
import type { ConnectorView } from "../views.ts";
import {
  commandEvidence,
  commandStep,
  type Evidence,
  type Finding,
  isRecent,
  memberOf,
  type NextStep,
  type Rule,
  type Scene,
  statusEvidence,
  statusOf,
  step,
} from "./scene.ts";

const HOUR_MS = 3_600_000;
const INSTALLING = ["Installing", "InstallRebooting"];
const UPDATING = [...INSTALLING, "Downloading", "Downloaded", "SignatureVerified"];

function offline({ charger, running }: Scene): Finding | null {
  if (charger.online) return null;
  const words = {};
  if (charger.lastSeenAt === null) {
    return { code: "never-seen", tone: "trouble", words, evidence: [], next: step("connect") };
  }
  const evidence: Evidence[] = [{ code: "heard", at: charger.lastSeenAt, words }];
  if (running !== null) evidence.push(sessionEvidence(running));
  const code = running === null ? "offline" : "offline-charging";
  return { code, tone: "trouble", words, evidence, next: step("check-link") };
}

export function sessionEvidence(
  { transactionId, idTag, tagStatus, startedAt }: NonNullable<Scene["running"]>,
): Evidence {
  return { code: "session", at: startedAt, words: { number: transactionId, tag: idTag, status: tagStatus } };
}

function notAccepted({ charger: { registration, firstSeenAt } }: Scene): Finding | null {
  if (registration === "Accepted") return null;
  return {
    code: registration === "Pending" ? "pending" : "rejected",
    tone: "trouble",
    words: {},
    evidence: [{ code: "registration", at: firstSeenAt, words: { registration } }],
    next: step("accept"),
  };
}

/** The connector, or the charger as a whole, where it says `status`. */
function whichSays(status: string, { charger, connector }: Scene): ConnectorView | null {
  const whole = charger.connectors.find(({ connectorId }) => connectorId === 0);
  return [connector, whole].find((one) => one?.status === status) ?? null;
}

function faulted(scene: Scene): Finding | null {
  const which = whichSays("Faulted", scene);
  if (which === null) return null;
  const evidence = statusEvidence(which);
  return {
    code: "faulted",
    tone: "trouble",
    words: { error: evidence.words.error },
    evidence: [evidence],
    next: helpFor(which.errorCode ?? "", scene.connector.connectorId),
  };
}

/** What helps against an error (OCPP 1.6 §7.6). */
function helpFor(errorCode: string, connectorId: number): NextStep {
  switch (errorCode) {
    case "ConnectorLockFailure":
      return commandStep("unlock", "UnlockConnector", { connectorId });
    case "EVCommunicationError":
      return step("replug");
    case "HighTemperature":
      return step("cool-down");
    case "WeakSignal":
      return step("check-link");
    case "GroundFailure":
    case "OverCurrentFailure":
    case "OverVoltage":
    case "UnderVoltage":
    case "PowerMeterFailure":
    case "PowerSwitchFailure":
      return step("electrician");
    default:
      return commandStep("reset", "Reset", { type: "Soft" });
  }
}

function updating(scene: Scene): Finding | null {
  const { charger: { firmwareStatus }, connector, running, now } = scene;
  if (firmwareStatus === null || running !== null || !isRecent(firmwareStatus.at, now, 6 * HOUR_MS)) return null;
  const stops = whichSays("Unavailable", scene) !== null ? UPDATING : INSTALLING;
  if (!stops.includes(firmwareStatus.status)) return null;
  return {
    code: "updating",
    tone: "waiting",
    words: { status: firmwareStatus.status },
    evidence: [
      { code: "firmware", at: firmwareStatus.at, words: { status: firmwareStatus.status } },
      statusEvidence(connector),
    ],
    next: commandStep("wait-for-update", "TriggerMessage", { requestedMessage: "FirmwareStatusNotification" }),
  };
}

function unavailable(scene: Scene): Finding | null {
  const which = whichSays("Unavailable", scene);
  if (which === null) return null;
  const { connectorId } = which;
  const asked = scene.commands.find(({ action, payload, response }) =>
    action === "ChangeAvailability" && [0, connectorId].includes(Number(memberOf(payload, "connectorId"))) &&
    ["Accepted", "Scheduled"].includes(statusOf(response) ?? "")
  );
  const isOurs = asked !== undefined && memberOf(asked.payload, "type") === "Inoperative";
  return {
    code: "unavailable",
    tone: "trouble",
    words: {},
    evidence: [statusEvidence(which), ...(isOurs ? [commandEvidence(asked)] : [])],
    next: commandStep("make-operative", "ChangeAvailability", { connectorId, type: "Operative" }),
  };
}

export const ofWhole: Rule[] = [offline, notAccepted, faulted, updating, unavailable];
