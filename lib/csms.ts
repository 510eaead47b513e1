/** The central system (CSMS) behind the OCPP endpoint: decides by the settings and the store, records, counts. */
import type { Central, TagInfo } from "../ocpp/central.ts";
import type { Links } from "../ocpp/endpoint.ts";
import type { Handshake, Refusal, Verdict, Visitor } from "../ocpp/handshake.ts";
import type { AnyFrame } from "../ocpp/frame.ts";
import type { Answered } from "../ocpp/own_calls.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Departures } from "./departures.ts";
import type { Presence, Registration } from "./domain/charger.ts";
import type { Door } from "./door.ts";
import type { Fact, NoteKind, Start } from "./domain/fact.ts";
import { inEnglish, say, type Sentence } from "./domain/sentence.ts";
import { isSameTag, judgeTag, spellingsOf, type Tag } from "./domain/tag.ts";
import type { Transaction } from "./domain/transaction.ts";
import type { Fleet } from "./fleet.ts";
import type { Log } from "./log.ts";
import type { MessageLog } from "./message_log.ts";
import type { Traffic } from "./metrics/traffic.ts";
import type { Notes } from "./notes.ts";
import type { Recorder } from "./recorder.ts";
import type { Refusals } from "./refusals.ts";
import type { Store } from "./store/mod.ts";

export interface CsmsParts {
  config: Config;
  store: Store;
  fleet: Fleet;
  recorder: Recorder;
  notes: Notes;
  departures: Departures;
  door: Door;
  refusals: Refusals;
  messageLog: MessageLog;
  traffic: Traffic;
  clock: Clock;
  log: Log;
}

export class Csms implements Central, Links {
  readonly heartbeatIntervalS: number;
  /** The tags with a limit whose start is judged and not recorded yet, by charger: each sends one call after another. */
  readonly #starting = new Map<string, string>();

  constructor(private readonly parts: CsmsParts) {
    this.heartbeatIntervalS = parts.config.heartbeatIntervalS;
  }

  async registrationOf(chargerId: string): Promise<Registration> {
    const charger = await this.parts.store.chargers.recall(chargerId);
    return charger?.registration ?? this.#registrationOfNew();
  }

  #registrationOfNew(): Registration {
    return this.parts.config.registration === "open" ? "Accepted" : "Pending";
  }

  authorize(idTag: string, chargerId: string): Promise<TagInfo> {
    return this.#judge(idTag, chargerId);
  }

  async authorizeStart(idTag: string, { chargerId, connectorId }: { chargerId: string; connectorId: number }) {
    // Connector 0 may be any of the charger's.
    const isHere = (one: Transaction) =>
      one.chargerId === chargerId && (connectorId === 0 || one.connectorId === connectorId);
    this.#starting.delete(chargerId);
    return await this.#judge(idTag, chargerId, async (tag) => {
      const mayMean = (one: Transaction) => spellingsOf(one.idTag).some((spelling) => isSameTag(spelling, tag.idTag));
      const running = () => this.parts.fleet.running((one) => mayMean(one) && !isHere(one));
      const stored = running().map(async (one) => [one.idTag, (await this.#storedAs(one.idTag))?.idTag] as const);
      const storedAs = new Map(await Promise.all(stored));
      // From here on nothing else happens in between, so that of two starts at once one sees the other.
      const isMeant = (one: Transaction) => !storedAs.has(one.idTag) || storedAs.get(one.idTag) === tag.idTag;
      const starting = [...this.#starting.values()].filter((one) => one === tag.idTag);
      const count = running().filter(isMeant).length + starting.length;
      this.#starting.set(chargerId, tag.idTag);
      return count;
    });
  }

  /** The stored tag that is meant, however the charger spells it. */
  async #findTag(idTag: string, chargerId: string): Promise<Tag | null> {
    const tag = await this.#storedAs(idTag);
    if (tag !== null && !isSameTag(tag.idTag, idTag.trim())) {
      this.note(chargerId, "tag-suffix", say("tag-taken-for", { sent: idTag, tag: tag.idTag }));
    }
    return tag;
  }

  async #storedAs(idTag: string): Promise<Tag | null> {
    const [sent, bare] = spellingsOf(idTag);
    const found = await this.parts.store.tags.find(sent);
    return found !== null || bare === undefined ? found : await this.parts.store.tags.find(bare);
  }

  async #judge(idTag: string, chargerId: string, countElsewhere = (_: Tag) => Promise.resolve(0)): Promise<TagInfo> {
    const { config, store, clock } = this.parts;
    const tag = await this.#findTag(idTag, chargerId);
    const isUnknownAccepted = tag === null &&
      (config.tags === "open" || (config.tags === null && await store.tags.isEmpty()));
    // Counting looks at every charger, so it is done only for a tag that has a limit.
    const activeElsewhere = tag?.maxActiveTransactions == null ? 0 : await countElsewhere(tag);
    return {
      status: judgeTag(tag, { now: clock.now(), isUnknownAccepted, activeElsewhere }),
      parentIdTag: tag?.parentIdTag ?? undefined,
      expiresAt: tag?.expiresAt ?? undefined,
    };
  }

  transactionNumberFor(chargerId: string, start: Start, receivedAt: number): Promise<number> {
    return this.parts.store.transactions.numberFor(chargerId, start, receivedAt);
  }

  async record(chargerId: string, facts: Fact[]): Promise<void> {
    try {
      await this.parts.recorder.record(chargerId, facts);
    } finally {
      this.#starting.delete(chargerId);
    }
  }

  note(chargerId: string, kind: NoteKind, detail: Sentence): void {
    this.parts.notes.add(chargerId, { kind, at: this.parts.clock.now(), count: 1, detail });
  }

  judge(visitor: Visitor, handshake: Handshake, isReplacing: boolean): Promise<Verdict> {
    return this.parts.door.judge(visitor, handshake, isReplacing);
  }

  waitS(chargerId: string | null, address: string | null): number {
    return this.parts.door.waitS(chargerId, address);
  }

  async connected(
    { chargerId, link, protocol, address }: {
      chargerId: string;
      link: string;
      protocol: string;
      address: string | null;
    },
  ): Promise<void> {
    const { store, fleet, traffic, clock, door } = this.parts;
    door.entered(address);
    const presence: Presence = { v: 1, instance: store.instances.id, link, connectedAt: clock.now(), address };
    const registration = this.#registrationOfNew();
    fleet.chargerChanged(await store.chargers.connected(chargerId, { presence, protocol, registration }), presence);
    traffic.linksOpened++;
    store.pulses.touched(chargerId);
  }

  async disconnected({ chargerId, link, address }: Visitor & { link: string }): Promise<void> {
    this.parts.door.left(address);
    this.#starting.delete(chargerId);
    await this.parts.departures.record(chargerId, link);
  }

  refused(refusal: Refusal): void {
    const { log, door, refusals } = this.parts;
    log.warn("Handshake refused", { ...refusal });
    door.strike(refusal.chargerId, refusal.address);
    refusals.add(refusal);
  }

  turnedAway(refusal: Refusal): void {
    this.parts.refusals.add(refusal);
  }

  cutOff({ chargerId, address }: Visitor, why: Sentence): void {
    const { log, door, refusals } = this.parts;
    const reason = inEnglish(why);
    log.warn("Link cut off", { charger: chargerId, address, reason });
    this.note(chargerId, "cut-off", why);
    door.strike(chargerId, address);
    refusals.add({ chargerId, address, reason });
  }

  watched(chargerId: string, direction: "in" | "out", text: string, frame: AnyFrame, answered: Answered | null): void {
    this.parts.traffic.count(direction, frame, answered);
    this.parts.messageLog.add(chargerId, { direction, text, frame, answered });
  }

  called(chargerId: string, action: string): void {
    const bootedAt = this.parts.fleet.stateOf(chargerId)?.charger.bootedAt;
    if (action !== "BootNotification" && bootedAt === null) this.note(chargerId, "no-boot", action);
  }

  heard(chargerId: string): void {
    this.parts.fleet.heard(chargerId);
  }
}
