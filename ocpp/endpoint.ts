/** The OCPP endpoint: lets chargers in, gives each a connection and a dispatcher, and tells when links come and go. */
import { type Clock, withinMs } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { Backlog } from "./backlog.ts";
import type { Central } from "./central.ts";
import { Connection, type Socket } from "./connection.ts";
import { createDispatcher } from "./dispatcher.ts";
import { say, type Sentence } from "../lib/domain/sentence.ts";
import { StoreDownError } from "../lib/domain/store_down.ts";
import type { AnyFrame } from "./frame.ts";
import {
  type Admission,
  chooseSubprotocol,
  type Handshake,
  handshakeOddities,
  readChargerId,
  type Refusal,
  type Verdict,
  type Visitor,
} from "./handshake.ts";
import type { Answered, CallOutcome, CallWatcher } from "./own_calls.ts";
import { Registry } from "./registry.ts";
import { Turns } from "./turns.ts";
import { subprotocols, versionOf } from "./version.ts";

/** What the endpoint asks and tells of links. Both promises hold back the charger's messages until they resolve. */
export interface Links {
  /** Whether this charger may connect. `isReplacing`: it has a link already. */
  judge(visitor: Visitor, handshake: Handshake, isReplacing: boolean): Promise<Verdict>;
  connected(link: { chargerId: string; link: string; protocol: string; address: string | null }): Promise<void>;
  disconnected(link: { chargerId: string; link: string; address: string | null }): Promise<void>;
  /** Seconds until whoever was refused too often may try again; 0: now. */
  waitS(chargerId: string | null, address: string | null): number;
  refused(refusal: Refusal): void;
  /** Was refused too often, and is not looked at. */
  turnedAway(refusal: Refusal): void;
  /** A link broke a limit and is being closed. */
  cutOff(visitor: Visitor, why: Sentence): void;
  heard(chargerId: string): void;
  /** A charger's call comes to be answered. */
  called(chargerId: string, action: string): void;
  /** A message on a charger's link, as it came or goes; `answered` is the call that it answers. */
  watched(chargerId: string, direction: "in" | "out", text: string, frame: AnyFrame, answered: Answered | null): void;
}

export interface EndpointOptions {
  central: Central;
  links: Links;
  clock: Clock;
  log: Log;
  newId: () => string;
  callTimeoutMs: number;
  maxMessageBytes: number;
  maxMessagesPerS: number;
  /** Takes a charger that names no OCPP version for one of 1.6. */
  allowNoSubprotocol: boolean;
}

/** How long a link that we close in an orderly way may take to finish. */
const CLOSING_MS = 3_000;

/** What a charger speaks that does not say it: subprotocols came with OCPP-J 1.6, and are forgotten only there. */
const UNNAMED_PROTOCOL = "ocpp1.6";

/** More of what it offers is not told. */
const LONGEST_OFFER = 200;

/** Deno's own words when its ping is not answered in time. */
const NO_PONG = "No response from ping frame.";

export class Endpoint {
  readonly #registry = new Registry();
  readonly #backlog = new Backlog();
  readonly #readingTurns: Turns;
  /** Links whose end is not recorded. */
  #serving = 0;
  #allEnded: (() => void) | null = null;
  readonly #turns = new Map<string, Promise<boolean>>();
  #isClosing = false;

  constructor(private readonly options: EndpointOptions) {
    this.#readingTurns = new Turns(options.clock);
  }

  async admit(handshake: Handshake): Promise<Admission> {
    const { path, offered, address } = handshake;
    const { links } = this.options;
    const chargerId = readChargerId(path);
    const waitS = links.waitS(chargerId, address);
    if (waitS > 0) {
      const reason = "It was refused too often within a minute";
      links.turnedAway({ chargerId, address, reason });
      return { type: "refused", status: 429, reason, retryAfterS: waitS };
    }
    if (chargerId === null) {
      const reason = "The charger id in the address is malformed: expected 1 to 255 percent-encoded characters";
      return this.#refuse({ chargerId, address, reason }, { type: "refused", status: 400, reason });
    }
    const visitor = { chargerId, address };
    const verdict = await links.judge(visitor, handshake, this.isConnected(chargerId));
    if (verdict.type === "refused") return this.#refuse({ ...visitor, reason: verdict.reason }, verdict);
    const isNamed = (offered ?? "").trim() !== "";
    const isTaken = !isNamed && this.options.allowNoSubprotocol;
    const protocol = isTaken ? UNNAMED_PROTOCOL : chooseSubprotocol(offered, subprotocols);
    if (protocol === null) {
      const reason = isNamed
        ? `It offered "${offered?.slice(0, LONGEST_OFFER)}": expected ${subprotocols.join()}`
        : `It offered no subprotocol: expected ${subprotocols.join()} (or set ALLOW_NO_SUBPROTOCOL)`;
      return this.#refuse({ chargerId, address, reason }, { type: "unspoken", reason });
    }
    const odd = [...verdict.odd, ...handshakeOddities(path, isNamed ? protocol : null, subprotocols)];
    return { type: "admitted", ...visitor, protocol, isNamed, odd };
  }

  /** Serves an admitted charger on its socket, from before its first message until its last is recorded. */
  serve(socket: Socket, { chargerId, address, protocol, odd }: Extract<Admission, { type: "admitted" }>): void {
    const { links, log, central, clock } = this.options;
    const link = this.options.newId();
    const dispatch = createDispatcher({ version: versionOf(protocol), chargerId, central, clock, log });
    const connection = new Connection(socket, {
      clock,
      newId: this.options.newId,
      callTimeoutMs: this.options.callTimeoutMs,
      maxMessageBytes: this.options.maxMessageBytes,
      maxMessagesPerS: this.options.maxMessagesPerS,
      backlog: this.#backlog,
      turns: this.#readingTurns,
      cutOff: (why) => links.cutOff({ chargerId, address }, why),
      heard: () => links.heard(chargerId),
      watch: (direction, text, frame, answered) => links.watched(chargerId, direction, text, frame, answered),
      oddity: (kind, detail) => central.note(chargerId, kind, detail),
      answer: async (call) => {
        if (!isRecorded && !await connected) throw new Error("Cannot answer on a link that is not recorded");
        links.called(chargerId, call.action);
        return await dispatch(call);
      },
    });
    const connected = this.#inTurn(chargerId, () => links.connected({ chargerId, link, protocol, address }));
    let isRecorded = false;
    const older = this.#registry.put(chargerId, { connection, address });
    older?.connection.close(1000, "Replaced by a newer connection");
    if (older !== undefined) {
      const detail = say("link-replaced", { address: address ?? "?", older: older.address ?? "?" });
      odd = [...odd, { kind: "link-replaced", detail }];
    }
    connected.then((recorded) => {
      isRecorded = recorded;
      if (!recorded) return connection.close(1013, "Try again later: this link could not be recorded");
      for (const { kind, detail } of odd) central.note(chargerId, kind, detail);
    });
    if (this.#isClosing) connection.close(1001, "going away");
    log.debug("Charger connected", { charger: chargerId, protocol, address });
    this.#serving++;
    connection.finished.then(async ({ code, reason }) => {
      await connected;
      this.#registry.remove(chargerId, connection);
      if (reason === NO_PONG) central.note(chargerId, "no-pong", say("no-pong"));
      log.debug("Charger disconnected", { charger: chargerId, code, reason });
      await this.#inTurn(chargerId, () => links.disconnected({ chargerId, link, address }));
      if (--this.#serving === 0) this.#allEnded?.();
    });
  }

  get linkCount(): number {
    return this.#registry.size;
  }

  isConnected(chargerId: string): boolean {
    return this.#registry.get(chargerId)?.connection.isOpen === true;
  }

  /** Sends a call to a charger when those before it are settled. Never rejects. */
  async call(chargerId: string, action: string, payload: unknown, watcher?: CallWatcher): Promise<CallOutcome> {
    const outcome = await this.#registry.get(chargerId)?.connection.call(action, payload, watcher) ??
      { type: "closed" };
    if (outcome.type === "timeout") this.options.central.note(chargerId, "answer-missing", action);
    return outcome;
  }

  /** Tells every charger that we go away, and waits until what they sent is recorded. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const { connection } of this.#registry.all()) connection.close(1001, "going away");
    if (this.#serving === 0) return;
    const { promise: allEnded, resolve } = Promise.withResolvers<void>();
    this.#allEnded = resolve;
    await withinMs(CLOSING_MS, allEnded, this.options.clock);
  }

  /**
   * The comings and goings of one charger are recorded one after another, or an old link could outlive the new one.
   * @returns whether this one was
   */
  #inTurn(chargerId: string, record: () => Promise<void>): Promise<boolean> {
    const before = this.#turns.get(chargerId) ?? Promise.resolve();
    const turn = before.then(record).then(() => true, (error) => {
      if (!(error instanceof StoreDownError)) {
        this.options.log.error("Link could not be recorded", { charger: chargerId, error });
      }
      return false;
    }).finally(() => {
      if (this.#turns.get(chargerId) === turn) this.#turns.delete(chargerId);
    });
    this.#turns.set(chargerId, turn);
    return turn;
  }

  /** A handshake that was admitted comes to nothing after all. */
  refused(refusal: Refusal): void {
    this.options.links.refused(refusal);
  }

  #refuse(refusal: Refusal, admission: Admission): Admission {
    this.refused(refusal);
    return admission;
  }
}
