/** Verdicts about a connector at which nothing has begun. */
import type { CommandView } from "../views.ts";
import {
  commandEvidence,
  commandStep,
  type Evidence,
  type Finding,
  isRecent,
  memberOf,
  type Rule,
  type Scene,
  statusEvidence,
  statusOf,
  step,
} from "./scene.ts";
import { limited } from "./session.ts";
import { tagRefused } from "./tag.ts";

/** Until then a charger that accepted a start may still begin it. */
const STARTING_MS = 60_000;

function reserved({ connector, reservations, presented, now }: Scene): Finding | null {
  if (connector.status !== "Reserved") return null;
  const found = reservations.find(({ connectorId }) => connectorId === connector.connectorId) ??
    reservations.find(({ connectorId }) => connectorId === 0);
  if (found === undefined) {
    // It goes on for it after the time that we gave it, or somebody else reserved it.
    const next = commandStep("ask-status", "TriggerMessage", statusWish(connector.connectorId));
    return { code: "reserved", tone: "waiting", words: { tag: "" }, evidence: [statusEvidence(connector)], next };
  }
  const { idTag, expiresAt, reservedAt, reservationId, parentIdTag } = found;
  const isOther = presented !== null && isRecent(presented.at, now) && presented.idTag !== idTag &&
    parentIdTag === null;
  const evidence: Evidence[] = [
    { code: "reservation", at: reservedAt, words: { tag: idTag, until: expiresAt } },
    statusEvidence(connector),
  ];
  if (isOther) {
    evidence.push({ code: "tag", at: presented.at, words: { tag: presented.idTag, status: presented.status } });
  }
  return {
    code: isOther ? "reserved-for-other" : "reserved",
    tone: "waiting",
    words: { tag: idTag, other: isOther ? presented.idTag : "" },
    evidence,
    next: commandStep("cancel-reservation", "CancelReservation", { reservationId }),
  };
}

function remoteStart(scene: Scene): Finding | null {
  const command = lastStart(scene);
  if (command === null) return null;
  const { now, connector } = scene;
  const evidence = [commandEvidence(command), statusEvidence(connector)];
  const said = statusOf(command.response) ?? "";
  const again = commandStep("start-again", "RemoteStartTransaction", sameStart(command));
  if (command.state === "queued" || command.state === "sent") {
    return { code: "start-awaited", tone: "waiting", words: {}, evidence, next: null };
  }
  if (command.state !== "answered") {
    const words = { said: command.error?.code ?? command.state };
    return { code: "start-failed", tone: "trouble", words, evidence, next: again };
  }
  if (said !== "Accepted") return { code: "start-rejected", tone: "trouble", words: { said }, evidence, next: again };
  if (isRecent(command.settledAt, now, STARTING_MS)) {
    return { code: "start-awaited", tone: "waiting", words: {}, evidence, next: step("plug-in") };
  }
  const next = connector.status === "Preparing" ? again : step("plug-in");
  return { code: "start-without-effect", tone: "trouble", words: {}, evidence, next };
}

/** The last remote start for this connector, if it is new and nothing has begun since. */
function lastStart({ commands, charger, connector: { connectorId }, past, presented, now }: Scene): CommandView | null {
  const command = commands.find(({ action, payload }) => {
    const at = memberOf(payload, "connectorId");
    return action === "RemoteStartTransaction" && (at === undefined || at === connectorId);
  });
  if (command === undefined || !isRecent(command.askedAt, now)) return null;
  const isForAny = memberOf(command.payload, "connectorId") === undefined;
  if (isForAny && charger.connectors.some(({ transactionId }) => transactionId !== null)) return null;
  if (past !== null && past.startReceivedAt > command.askedAt) return null;
  return presented !== null && presented.at > command.askedAt ? null : command;
}

function sameStart({ payload }: CommandView): Record<string, unknown> {
  return { connectorId: memberOf(payload, "connectorId"), idTag: memberOf(payload, "idTag") };
}

function preparing({ connector, presented, past, now }: Scene): Finding | null {
  if (connector.status !== "Preparing") return null;
  const { connectorId } = connector;
  const evidence = [statusEvidence(connector)];
  const isUsed = past !== null && presented !== null && past.startReceivedAt > presented.at;
  if (presented === null || isUsed || !isRecent(presented.at, now)) {
    const next = commandStep("start", "RemoteStartTransaction", { connectorId });
    return { code: "waiting-for-tag", tone: "waiting", words: {}, evidence, next };
  }
  const { idTag: tag, status, at } = presented;
  evidence.push({ code: "tag", at, words: { tag, status } });
  return { code: "waiting-for-car", tone: "waiting", words: { tag }, evidence, next: step("plug-in") };
}

function available({ connector }: Scene): Finding | null {
  if (connector.status !== "Available") return null;
  return { code: "available", tone: "fine", words: {}, evidence: [statusEvidence(connector)], next: step("plug-in") };
}

function statusWish(connectorId: number) {
  return { requestedMessage: "StatusNotification", connectorId };
}

/** It has said nothing of itself, or nothing that helps. */
export function silent({ connector }: Scene): Finding {
  return {
    code: "silent",
    tone: "waiting",
    words: {},
    evidence: connector.status === null ? [] : [statusEvidence(connector)],
    next: commandStep("ask-status", "TriggerMessage", statusWish(connector.connectorId)),
  };
}

export const ofIdle: Rule[] = [reserved, tagRefused, remoteStart, limited, preparing, available];
