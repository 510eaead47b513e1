/** Reservations, and the numbers they are given. */
import { type Reservation, reservationSchema } from "../domain/reservation.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { BlockNumbers } from "./numbers.ts";
import { readRecord } from "./records.ts";

/** Numbers are a charger's own. */
export type ReservationName = Pick<Reservation, "chargerId" | "reservationId">;

export class Reservations {
  readonly #numbers: BlockNumbers;

  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {
    this.#numbers = new BlockNumbers(kv, "reservation");
  }

  nextId(): Promise<number> {
    return this.#numbers.take();
  }

  async put(reservation: Reservation): Promise<void> {
    const key = keys.reservation(reservation.chargerId, reservation.reservationId);
    await this.commit.write({ sets: [{ key, value: reservation }] });
  }

  /** Ends one of this charger's that is Active; nothing happens when there is none. */
  async end(chargerId: string, reservationId: number, status: "Used" | "Cancelled"): Promise<void> {
    const key = keys.reservation(chargerId, reservationId);
    while (true) {
      const entry = await this.kv.get(key);
      const known = readRecord(reservationSchema, entry, this.log);
      if (known?.status !== "Active") return;
      if (await this.commit.write({ checks: [entry], sets: [{ key, value: { ...known, status } }] })) return;
    }
  }

  /** Newest first within a charger; of one charger, or of all; those behind `after`. Read `batchSize` at a time. */
  async *list(
    chargerId: string | null,
    { batchSize, after }: { batchSize: number; after?: ReservationName },
  ): AsyncGenerator<Reservation> {
    const prefix = chargerId === null ? ["reservation"] : ["reservation", chargerId];
    const end = after && keys.reservation(chargerId ?? after.chargerId, after.reservationId);
    for await (const entry of this.kv.list(end ? { prefix, end } : { prefix }, { reverse: true, batchSize })) {
      const reservation = readRecord(reservationSchema, entry, this.log);
      if (reservation !== null) yield reservation;
    }
  }
}
