/** One transaction of a simulated connector, and the messages that tell of it. */
import { z } from "zod";
import { type MeterValue, registerOf, toRegisterValue } from "./meter.ts";
import type { TransactionMessage } from "./outbox.ts";

export type StopReason =
  | "DeAuthorized"
  | "EVDisconnected"
  | "HardReset"
  | "Local"
  | "Other"
  | "Remote"
  | "SoftReset"
  | "UnlockCommand";

interface Moment {
  at: number;
  energyWh: number;
}

const startAnswer = z.object({ transactionId: z.int(), idTagInfo: z.object({ status: z.string() }) });

export class Transaction {
  /** Null until the start is answered. Whatever waits behind the start asks for it when it is sent. */
  transactionId: number | null = null;
  #begin: Moment | null = null;

  constructor(readonly connectorId: number, readonly idTag: string) {}

  /** @param refused is called when the answer says that this tag may not charge */
  started(begin: Moment, refused: () => void): TransactionMessage {
    this.#begin = begin;
    const payload = {
      connectorId: this.connectorId,
      idTag: this.idTag,
      meterStart: registerOf(begin.energyWh),
      timestamp: new Date(begin.at).toISOString(),
    };
    return {
      action: "StartTransaction",
      payload: () => payload,
      answered: (answer) => {
        const read = startAnswer.safeParse(answer);
        if (!read.success) return;
        this.transactionId = read.data.transactionId;
        if (read.data.idTagInfo.status !== "Accepted") refused();
      },
    };
  }

  metered(meterValue: MeterValue): TransactionMessage {
    return {
      action: "MeterValues",
      payload: () => this.#numbered({ connectorId: this.connectorId, meterValue: [meterValue] }),
    };
  }

  /** Tells begin and end in `transactionData` too, as chargers with StopTxnSampledData do. */
  stopped(end: Moment, reason: StopReason): TransactionMessage {
    const begin = this.#begin ?? end;
    const payload = {
      ...(reason === "Local" ? { idTag: this.idTag } : {}),
      meterStop: registerOf(end.energyWh),
      timestamp: new Date(end.at).toISOString(),
      reason,
      transactionData: [
        toRegisterValue(begin.energyWh, { ms: begin.at, context: "Transaction.Begin" }),
        toRegisterValue(end.energyWh, { ms: end.at, context: "Transaction.End" }),
      ],
    };
    return { action: "StopTransaction", payload: () => this.#numbered(payload) };
  }

  /** Null when the start was given up: then the central system knows of no transaction. */
  #numbered(payload: object): object | null {
    return this.transactionId === null ? null : { ...payload, transactionId: this.transactionId };
  }
}
