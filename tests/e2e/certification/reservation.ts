/** Reservation profile. */
import { assertEquals } from "@std/assert";
import type { Page, ReservationView } from "../../../lib/domain/views.ts";
import {
  ACCEPTED,
  type ChargePoint,
  PARENT,
  type Payload,
  REJECTED,
  type Scenario,
  SIBLING_TAG,
  TAG,
} from "./charge_point.ts";

const HOUR_MS = 3_600_000;

/** Reserves; the central system gives the number. */
async function reserve(point: ChargePoint, given: Payload = {}, answer: Payload = ACCEPTED): Promise<number> {
  const expiryDate = new Date(Date.now() + HOUR_MS).toISOString();
  const wish = { connectorId: 1, expiryDate, idTag: TAG, ...given };
  const { reservationId, ...heard } = await point.heard("ReserveNow", wish, answer);
  assertEquals([heard, Number.isInteger(reservationId)], [wish, true]);
  return Number(reservationId);
}

async function reservations({ server, id }: ChargePoint) {
  const { items } = (await server.get(`/api/reservations?chargerId=${id}`)).body as Page<ReservationView>;
  return items.map(({ reservationId, connectorId, status }) => [reservationId, connectorId, status]);
}

/** Asks for a reservation that the charge point does not take. */
function refused(status: string): Scenario[2] {
  return async (point) => {
    await reserve(point, {}, { status });
    assertEquals(await reservations(point), []);
  };
}

/** A charge point that is reserved for a connector, or for any: 0. */
function used(connectorId: number): Scenario[2] {
  return async (point) => {
    const reservationId = await reserve(point, { connectorId });
    assertEquals(await reservations(point), [[reservationId, connectorId, "Active"]]);
    if (connectorId > 0) await point.status("Reserved");
    assertEquals(await point.authorize(), ACCEPTED);
    await point.status("Preparing");
    const { transactionId, idTagInfo } = await point.start({ reservationId });
    assertEquals(idTagInfo, ACCEPTED);
    await point.status("Charging");
    assertEquals(await reservations(point), [[reservationId, connectorId, "Used"]]);
    assertEquals((await point.transaction(transactionId)).reservationId, reservationId);
  };
}

export const reservation: Scenario[] = [
  ["TC_046", "A connector is reserved, and used", used(1)],
  ["TC_047", "A connector is reserved until it expires", async (point) => {
    const reservationId = await reserve(point, { expiryDate: new Date().toISOString() });
    await point.status("Reserved");
    await point.status("Available");
    assertEquals(await reservations(point), [[reservationId, 1, "Expired"]]);
  }],
  ["TC_048_1", "Reservation: faulted", refused("Faulted")],
  ["TC_048_2", "Reservation: occupied", refused("Occupied")],
  ["TC_048_3", "Reservation: unavailable", refused("Unavailable")],
  ["TC_048_4", "Reservation: rejected", refused("Rejected")],
  ["TC_049", "A charge point is reserved, and used", used(0)],
  ["TC_051", "A reservation is cancelled", async (point) => {
    const reservationId = await reserve(point);
    await point.status("Reserved");
    await point.asked("CancelReservation", { reservationId }, ACCEPTED);
    await point.status("Available");
    assertEquals(await reservations(point), [[reservationId, 1, "Cancelled"]]);
  }],
  ["TC_052", "A reservation cannot be cancelled", async (point) => {
    const reservationId = await reserve(point);
    await point.asked("CancelReservation", { reservationId: reservationId + 1_000 }, REJECTED);
    assertEquals(await reservations(point), [[reservationId, 1, "Active"]]);
  }],
  ["TC_053", "A reserved connector is used by another tag of the same parent", async (point) => {
    const reservationId = await reserve(point, { parentIdTag: PARENT });
    await point.status("Reserved");
    const family = { parentIdTag: PARENT, status: "Accepted" };
    assertEquals(await point.authorize(SIBLING_TAG), family);
    await point.status("Preparing");
    assertEquals((await point.start({ idTag: SIBLING_TAG, reservationId })).idTagInfo, family);
    await point.status("Charging");
    assertEquals(await reservations(point), [[reservationId, 1, "Used"]]);
  }],
];
