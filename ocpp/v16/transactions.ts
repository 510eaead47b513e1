/** OCPP 1.6: the messages that money hangs on. They are always stored and always answered. */
import { z } from "zod";
import type { Fact, Start } from "../../lib/domain/fact.ts";
import { believe } from "../../lib/domain/time.ts";
import { inbound, type Origin } from "../action.ts";
import { exactly, idTagInfo, toIdTagInfo, whole } from "./exact.ts";
import { clockNote, connectorId, idTag, integer, integerIfAny, payload, register, text, timeIfAny } from "./fields.ts";
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
  request: payload({ connectorId, transactionId: integerIfAny, meterValue: z.array(meterValue).min(1) }),
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

/** §6.45. Stored whatever its tag and clock say; the answer tells the charger what to do about the tag (§4.8). */
export const startTransaction = inbound({
  request: payload({
    connectorId,
    idTag,
    meterStart: register,
    reservationId: integerIfAny,
    timestamp: timeIfAny,
  }),
  response: exactly({ idTagInfo, transactionId: whole }),
  async answer(request, central, origin) {
    const { chargerId, receivedAt } = origin;
    const tag = await central.authorizeStart(request.idTag, { chargerId, connectorId: request.connectorId });
    const transactionId = await central.transactionNumberFor(chargerId, startOf(request, origin), receivedAt);
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
    },
    ...clockNote(request.timestamp, origin),
  ],
});

/** §6.49 */
export const stopTransaction = inbound({
  request: payload({
    idTag: idTag.optional(),
    meterStop: register,
    timestamp: timeIfAny,
    transactionId: integer,
    reason: text.optional(),
    transactionData: meterValuesIfAny,
  }),
  response: exactly({ idTagInfo: idTagInfo.optional() }),
  async answer({ idTag }, central, { chargerId }) {
    return idTag === undefined ? {} : { idTagInfo: toIdTagInfo(await central.authorize(idTag, chargerId)) };
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
      },
      ...clockNote(request.timestamp, origin),
      ...meterNotes({ dropped: dropped + unreadable, clockWrong: false, phasesDiffer }, origin.receivedAt),
    ];
  },
});

function startOf(
  request: { connectorId: number; idTag: string; meterStart: number; timestamp: number | null },
  { receivedAt }: Origin,
): Start {
  return {
    connectorId: request.connectorId,
    idTag: request.idTag,
    meterStartWh: request.meterStart,
    at: believe(request.timestamp, receivedAt),
    chargerAt: request.timestamp,
  };
}

function meterNotes({ dropped, clockWrong, phasesDiffer }: MeterOddities, at: number): Fact[] {
  const notes: Fact[] = [];
  if (dropped > 0) {
    const detail = `${dropped} in one message`;
    notes.push({ type: "noted", kind: "meter-value-dropped", at, count: dropped, detail });
  }
  if (clockWrong) notes.push({ type: "noted", kind: "clock-wrong", at, count: 1, detail: "In meter values" });
  if (phasesDiffer !== null) notes.push({ type: "noted", kind: "phases-differ", at, count: 1, detail: phasesDiffer });
  return notes;
}
