/** The door: which chargers may connect, by the settings, their credential and their certificate, and how many. */
import type { Handshake, Verdict, Visitor } from "../ocpp/handshake.ts";
import { readBasicAuth } from "../ocpp/basic_auth.ts";
import type { Clock } from "./clock.ts";
import { type Config, isLoopback } from "./config.ts";
import type { Credentials } from "./credentials.ts";
import type { SecurityProfile } from "./domain/charger.ts";
import { subjectProblem } from "./domain/subject.ts";
import type { Fleet } from "./fleet.ts";
import { networkOf } from "./network.ts";
import { Places } from "./places.ts";
import { Strikes } from "./strikes.ts";
import type { Store } from "./store/mod.ts";

/** A charger known here that is refused so often a minute, from one address, waits; others of that address do not. */
const MOST_STRIKES = 10;
const FULL_FOR_S = 60;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const IN_ALL = "";

const welcome: Verdict = { type: "welcome", odd: [] };

export class Door {
  readonly #places: Places;
  readonly #strikes: Strikes;
  /** Chargers never seen before that were let in. */
  readonly #strangers: Strikes;

  constructor(
    private readonly parts: { config: Config; store: Store; fleet: Fleet; credentials: Credentials; clock: Clock },
  ) {
    const { maxChargers: inAll, maxChargersPerAddress: each } = parts.config;
    this.#places = new Places({ inAll, each });
    this.#strikes = new Strikes(parts.clock, MINUTE_MS);
    this.#strangers = new Strikes(parts.clock, HOUR_MS);
  }

  /** Whether this charger may connect. */
  async judge(visitor: Visitor, handshake: Handshake, isReplacing: boolean): Promise<Verdict> {
    const identity = await this.#judgeIdentity(visitor, handshake);
    if (identity.type === "refused") return identity;
    const isStored = await this.#isStored(visitor.chargerId);
    if (!isStored && this.parts.config.registration === "closed") {
      return { type: "refused", status: 404, reason: "The charger is not known here, and new ones are not accepted" };
    }
    if (isReplacing) return identity;
    const { chargerId, address } = visitor;
    const isKnown = isStored || this.parts.credentials.isKnown(chargerId);
    return this.#judgeRoom(address) ?? (isKnown ? null : this.#judgeStranger(address)) ?? identity;
  }

  /** Seconds until this visitor may try again; 0: now. */
  waitS(chargerId: string | null, address: string | null): number {
    return this.#strikes.waitS(...this.#strikeOf(chargerId, address));
  }

  /** The visitor was refused, or broke a limit. */
  strike(chargerId: string | null, address: string | null): void {
    this.#strikes.add(this.#strikeOf(chargerId, address)[0]);
  }

  entered(address: string | null): void {
    this.#places.enter(networkOf(address));
  }

  left(address: string | null): void {
    this.#places.leave(networkOf(address));
  }

  /** Many chargers share an address, so one that is known answers for itself alone, and all unknown ones together. */
  #strikeOf(chargerId: string | null, address: string | null): [key: string, most: number] {
    const { fleet, credentials, config } = this.parts;
    const isKnown = chargerId !== null && (fleet.stateOf(chargerId) !== undefined || credentials.isKnown(chargerId));
    return isKnown
      ? [`${networkOf(address)} ${chargerId}`, MOST_STRIKES]
      : [networkOf(address), config.maxRefusalsPerMin];
  }

  #judgeIdentity(visitor: Visitor, handshake: Handshake): Promise<Verdict> | Verdict {
    const profile = this.#profileOf(visitor.chargerId);
    if (profile >= 2 && !handshake.isSecure) {
      return { type: "refused", status: 403, reason: `Security profile ${profile} asks for wss, and it came by ws` };
    }
    if (profile === 3) return this.#judgeCertificate(visitor, handshake);
    if (profile > 0 || this.parts.credentials.isAsked(visitor.chargerId)) {
      return this.#judgePassword(visitor, handshake);
    }
    // It was sent its first password, and may come without it until it has come with it.
    return this.parts.credentials.isKnown(visitor.chargerId) ? this.#judgeOffered(visitor, handshake) : welcome;
  }

  async #judgeOffered(visitor: Visitor, handshake: Handshake): Promise<Verdict> {
    const verdict = await this.#judgePassword(visitor, handshake);
    return verdict.type === "welcome" ? verdict : welcome;
  }

  #profileOf(chargerId: string): SecurityProfile {
    return this.parts.fleet.stateOf(chargerId)?.charger.securityProfile ?? this.parts.config.securityProfile;
  }

  #judgeCertificate({ chargerId }: Visitor, { certificateSubject }: Handshake): Verdict {
    const { clientCertOrganization: organization } = this.parts.config;
    const problem = certificateSubject === null
      ? "It showed no client certificate, or no trusted proxy passed it on"
      : subjectProblem(certificateSubject, { commonName: chargerId, organization });
    return problem === null ? welcome : { type: "refused", status: 403, reason: problem };
  }

  async #judgePassword({ chargerId }: Visitor, { authorization }: Handshake): Promise<Verdict> {
    const shown = readBasicAuth(authorization, chargerId);
    // Checked whatever it is, so that all take the same time.
    const passwords = shown.type === "password" ? shown.passwords : [new Uint8Array()];
    const right = await this.parts.credentials.check(chargerId, passwords);
    if (shown.type !== "password") {
      return { type: "refused", status: 401, reason: shown.type === "wrong" ? shown.reason : "It sent no password" };
    }
    if (right === null) {
      const isSet = this.parts.credentials.isKnown(chargerId);
      return { type: "refused", status: 401, reason: isSet ? "Its password is wrong" : "No password is set for it" };
    }
    const isTrimmed = right !== shown.passwords[0];
    return { type: "welcome", odd: isTrimmed ? [...shown.odd, { kind: "password-odd", detail: "" }] : shown.odd };
  }

  async #isStored(chargerId: string): Promise<boolean> {
    const { store, fleet } = this.parts;
    return fleet.stateOf(chargerId) !== undefined || await store.chargers.recall(chargerId) !== null;
  }

  /** Each charger that is let in is stored, so there is an end to those of which nobody has heard. */
  #judgeStranger(address: string | null): Verdict | null {
    const { maxNewChargersPerHour: inAll, maxNewChargersPerAddress: each } = this.parts.config;
    // What is on this machine is its owner's, or stands behind a proxy that does not say for whom.
    const limits: [string, number, string][] = [[IN_ALL, inAll, "MAX_NEW_CHARGERS_PER_HOUR"]];
    if (address !== null && !isLoopback(address)) limits.push([address, each, "MAX_NEW_CHARGERS_PER_ADDRESS"]);
    for (const [key, most, setting] of limits) {
      const retryAfterS = most === 0 ? 0 : this.#strangers.waitS(key, most);
      if (retryAfterS === 0) continue;
      const reason = `It was never seen before, and as many such chargers came within an hour as ${setting} allows`;
      return { type: "refused", status: 429, reason, retryAfterS };
    }
    for (const [key] of limits) this.#strangers.add(key);
    return null;
  }

  #judgeRoom(address: string | null): Verdict | null {
    switch (this.#places.fullFor(networkOf(address))) {
      case "all":
        return {
          type: "refused",
          status: 503,
          reason: "As many chargers are connected as MAX_CHARGERS allows",
          retryAfterS: FULL_FOR_S,
        };
      case "each":
        return {
          type: "refused",
          status: 429,
          reason: "As many chargers are connected from its address as MAX_CHARGERS_PER_ADDRESS allows",
          retryAfterS: FULL_FOR_S,
        };
      case null:
        return null;
    }
  }
}
