/** The OCPP endpoint: lets chargers in, gives each a connection and a dispatcher, and tells when links come and go. */
import { type Clock, withinMs } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Central } from "./central.ts";
import { type CallOutcome, Connection, type Socket } from "./connection.ts";
import { createDispatcher } from "./dispatcher.ts";
import type { AnyFrame } from "./frame.ts";
import { chooseSubprotocol, readChargerId } from "./handshake.ts";
import { Registry } from "./registry.ts";
import { subprotocols, versionOf } from "./version.ts";

/** A charger at the door. */
export interface Visitor {
  chargerId: string;
  address: string | null;
}

/**
 * What comes of a handshake. `refused`: answer with this HTTP status. `unspoken`: complete the handshake without a
 * subprotocol and close at once (OCPP-J 1.6 §3.2).
 */
export type Admission =
  | ({ type: "admitted"; protocol: string } & Visitor)
  | { type: "unspoken"; reason: string }
  | { type: "refused"; status: 400 | 404; reason: string };

/** What the endpoint asks and tells of links. Both promises hold back the charger's messages until they resolve. */
export interface Links {
  /** Whether this charger may connect at all. */
  mayConnect(chargerId: string): Promise<boolean>;
  connected(link: { chargerId: string; link: string; protocol: string; address: string | null }): Promise<void>;
  disconnected(chargerId: string, link: string): Promise<void>;
  refused(refusal: { chargerId: string | null; address: string | null; reason: string }): void;
  heard(chargerId: string): void;
  /** A message on a charger's link, as it came or goes. */
  watched(chargerId: string, direction: "in" | "out", text: string, frame: AnyFrame): void;
}

export interface EndpointOptions {
  central: Central;
  links: Links;
  clock: Clock;
  log: Log;
  newId: () => string;
  callTimeoutMs: number;
  maxMessageBytes: number;
}

/** How long a link that we close in an orderly way may take to finish. */
const CLOSING_MS = 3_000;

export class Endpoint {
  readonly #registry = new Registry();
  readonly #serving = new Set<Promise<void>>();
  #isClosing = false;

  constructor(private readonly options: EndpointOptions) {}

  /** Decides about a handshake. `path` is the raw path of its URL. */
  async admit(path: string, offered: string | null, address: string | null): Promise<Admission> {
    const chargerId = readChargerId(path);
    if (chargerId === null) {
      const reason = "The charger id in the address is malformed: expected 1 to 255 percent-encoded characters";
      return this.#refuse({ chargerId, address, reason }, { type: "refused", status: 400, reason });
    }
    const protocol = chooseSubprotocol(offered, subprotocols);
    if (protocol === null) {
      const reason = `It offered ${
        offered === null ? "no subprotocol" : `"${offered}"`
      }: expected ${subprotocols.join()}`;
      return this.#refuse({ chargerId, address, reason }, { type: "unspoken", reason });
    }
    if (!await this.options.links.mayConnect(chargerId)) {
      const reason = "The charger is not known here, and new ones are not accepted";
      return this.#refuse({ chargerId, address, reason }, { type: "refused", status: 404, reason });
    }
    return { type: "admitted", chargerId, address, protocol };
  }

  /** Serves an admitted charger on its socket, from before its first message until its last is recorded. */
  serve(socket: Socket, { chargerId, address, protocol }: Extract<Admission, { type: "admitted" }>): void {
    const { links, log, central, clock } = this.options;
    const link = this.options.newId();
    const dispatch = createDispatcher({ version: versionOf(protocol), chargerId, central, clock, log });
    const connection = new Connection(socket, {
      clock,
      newId: this.options.newId,
      callTimeoutMs: this.options.callTimeoutMs,
      maxMessageBytes: this.options.maxMessageBytes,
      heard: () => links.heard(chargerId),
      watch: (direction, text, frame) => links.watched(chargerId, direction, text, frame),
      oddity: (kind, detail) => central.note(chargerId, kind, detail),
      answer: async (call) => {
        await connected;
        return dispatch(call);
      },
    });
    const connected = links.connected({ chargerId, link, protocol, address }).catch((error) =>
      log.error("Link could not be recorded", { charger: chargerId, error })
    );
    this.#registry.put(chargerId, connection)?.close(1000, "Replaced by a newer connection");
    if (this.#isClosing) connection.close(1001, "going away");
    log.debug("Charger connected", { charger: chargerId, protocol, address });
    const serving = connection.finished.then(async ({ code, reason }) => {
      await connected;
      this.#registry.remove(chargerId, connection);
      log.debug("Charger disconnected", { charger: chargerId, code, reason });
      await links.disconnected(chargerId, link);
    }).catch((error) => log.error("End of link could not be recorded", { charger: chargerId, error }));
    this.#serving.add(serving);
    serving.finally(() => this.#serving.delete(serving));
  }

  isConnected(chargerId: string): boolean {
    return this.#registry.get(chargerId)?.isOpen === true;
  }

  /** Sends a call to a charger when those before it are settled. Never rejects. */
  async call(chargerId: string, action: string, payload: unknown): Promise<CallOutcome> {
    return await this.#registry.get(chargerId)?.call(action, payload) ?? { type: "closed" };
  }

  /** Tells every charger that we go away, and waits until what they sent is recorded. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const connection of this.#registry.all()) connection.close(1001, "going away");
    await withinMs(CLOSING_MS, Promise.all(this.#serving), this.options.clock);
  }

  #refuse(refusal: { chargerId: string | null; address: string | null; reason: string }, admission: Admission) {
    this.options.links.refused(refusal);
    return admission;
  }
}
