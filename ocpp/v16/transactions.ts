/** OCPP 1.6: the messages that money hangs on. They are always stored and always answered. */
import type { Fact, Start, Unread } from "../../lib/domain/fact.ts";
import { say } from "../../lib/domain/sentence.ts";
import { believe } from "../../lib/domain/time.ts";
import { inbound, type Origin } from "../action.ts";
import { exactly, idTagInfo, toIdTagInfo, whole } from "./exact.ts";
import {
  brief,
  clockNote,
  connectorId,
  entriesOf,
  idTag,
  ifReadable,
  integer,
  integerIfAny,
  payload,
  payloadKept,
  register,
  text,
  timeIfAny,
} from "./fields.ts";
import { type MeterOddities, meterValue, meterValuesIfAny, toSamples } from "./meter_values.ts";
import { readUsual } from "./usual_meter_values.ts";

/** §6.1 */
export const authorize = inbound({
  request: payload({ idTag }),
  response: exactly({ idTagInfo }),
  async answer({ idTag }, central, { chargerId }) {
    return { idTagInfo: toIdTagInfo(await central.authorize(idTag, chargerId)) };
  },
  facts: () => [],
});

/** §6.31. Its transactionId is not believed: a sample belongs to its connector's line, and so to what runs there. */
export const meterValues = inbound({
  request: payload({ connectorId, transactionId: integerIfAny, meterValue: entriesOf(meterValue, { least: 1 }) }),
  usual: readUsual,
  response: exactly({}),
  answer: () => ({}),
  facts(request, _, { receivedAt }) {
    const { samples, ...odd } = toSamples(request.meterValue, receivedAt);
    const { connectorId, transactionId } = request;
    const told = transactionId === undefined ? {} : { transactionId };
    const facts: Fact[] = [{ type: "metered", connectorId, ...told, samples }];
    const isOdd = odd.dropped > 0 || odd.clockWrong || odd.phasesDiffer !== null;
    return isOdd ? [...facts, ...meterNotes(odd, receivedAt)] : facts;
  },
});

/**
 * §6.45. Stored whatever its tag and clock say, and whatever of it cannot be read; the answer tells the charger what to do
 * about the tag (§4.8).
 */
export const startTransaction = inbound({
  request: payloadKept({
    connectorId: ifReadable(connectorId),
    idTag: ifReadable(idTag),
    meterStart: ifReadable(register),
    reservationId: ifReadable(integerIfAny),
    timestamp: timeIfAny,
  }),
  mayConflict: true,
  response: exactly({ idTagInfo, transactionId: whole }),
  async answer(request, central, origin) {
    const { chargerId, receivedAt } = origin;
    const start = startOf(request, origin);
    const tag = await central.authorizeStart(start.idTag, { chargerId, connectorId: start.connectorId });
    const transactionId = await central.transactionNumberFor(chargerId, start, receivedAt);
    return { idTagInfo: toIdTagInfo(tag), transactionId };
  },
  facts: (request, response, origin) => [
    {
      type: "started",
      ...startOf(request, origin),
      transactionId: response.transactionId,
      tagStatus: response.idTagInfo.status,
      reservationId: request.reservationId ?? null,
      receivedAt: origin.receivedAt,
      ...unreadOf(request),
    },
    ...clockNote(request.timestamp, origin),
    ...unreadNote("StartTransaction", request, origin),
  ],
});

/** §6.49. Stored whatever of it cannot be read: refused, it would be sent for ever (§4.10). */
export const stopTransaction = inbound({
  request: payloadKept({
    idTag: ifReadable(idTag.optional()),
    meterStop: ifReadable(register),
    timestamp: timeIfAny,
    transactionId: ifReadable(integer),
    reason: ifReadable(text.optional()),
    transactionData: meterValuesIfAny,
  }),
  response: exactly({ idTagInfo: idTagInfo.optional() }),
  async answer({ idTag }, central, { chargerId }) {
    return idTag == null ? {} : { idTagInfo: toIdTagInfo(await central.authorize(idTag, chargerId)) };
  },
  facts(request, _, origin) {
    const { values, unreadable } = request.transactionData;
    const { samples, dropped, phasesDiffer } = toSamples(values, origin.receivedAt);
    return [
      {
        type: "stopped",
        transactionId: request.transactionId,
        idTag: request.idTag ?? null,
        meterStopWh: request.meterStop,
        stopReason: request.reason ?? "Local",
        at: believe(request.timestamp, origin.receivedAt),
        chargerAt: request.timestamp,
        receivedAt: origin.receivedAt,
        samples,
        ...unreadOf(request),
      },
      ...clockNote(request.timestamp, origin),
      ...unreadNote("StopTransaction", request, origin),
      ...meterNotes({ dropped: dropped + unreadable, clockWrong: false, phasesDiffer }, origin.receivedAt),
    ];
  },
});

function startOf(
  request: { connectorId: number | null; idTag: string | null; meterStart: number | null; timestamp: number | null },
  { receivedAt }: Origin,
): Start {
  return {
    connectorId: request.connectorId ?? 0,
    idTag: request.idTag ?? "",
    meterStartWh: request.meterStart,
    at: believe(request.timestamp, receivedAt),
    chargerAt: request.timestamp,
  };
}

const LONGEST_SENT = 1_000;

/** What could not be read of a message; its time is told of apart. */
function unreadOf({ sent, timestamp: _, ...members }: Record<string, unknown>): { unread?: Unread } {
  const names = Object.keys(members).filter((name) => members[name] === null);
  return names.length === 0 ? {} : { unread: { members: names, sent: brief(sent, LONGEST_SENT) } };
}

function unreadNote(action: string, request: Record<string, unknown>, { receivedAt }: Origin): Fact[] {
  const { unread } = unreadOf(request);
  if (unread === undefined) return [];
  const detail = say("unread", { action, members: unread.members.join(", "), sent: unread.sent });
  return [{ type: "noted", kind: "part-unreadable", at: receivedAt, count: 1, detail }];
}

function meterNotes({ dropped, clockWrong, phasesDiffer }: MeterOddities, at: number): Fact[] {
  const notes: Fact[] = [];
  if (dropped > 0) {
    const detail = say("values-dropped", { number: dropped });
    notes.push({ type: "noted", kind: "meter-value-dropped", at, count: dropped, detail });
  }
  if (clockWrong) notes.push({ type: "noted", kind: "clock-wrong", at, count: 1, detail: say("clock-of-values") });
  if (phasesDiffer !== null) notes.push({ type: "noted", kind: "phases-differ", at, count: 1, detail: phasesDiffer });
  return notes;
}
