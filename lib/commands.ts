/** Commands: checked, written down, sent, and settled by what the charger says. The charger decides; we only ask. */
import type { Endpoint } from "../ocpp/endpoint.ts";
import type { AnyOutbound } from "../ocpp/action.ts";
import type { Supplies } from "../ocpp/central.ts";
import type { CallOutcome } from "../ocpp/own_calls.ts";
import { subprotocols } from "../ocpp/version.ts";
import { actionsOf, formOf } from "./action_forms.ts";
import { isKept, passwordIn } from "./authorization_key.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { isKeepable, keepablePayload, readRequest, rowOf } from "./command_request.ts";
import type { Credentials } from "./credentials.ts";
import type { ActionForm } from "./domain/action_form.ts";
import type { Command } from "./domain/command.ts";
import { shownPayload } from "./domain/configuration.ts";
import { toCommandView } from "./domain/shape.ts";
import { Elsewhere, type Told } from "./elsewhere.ts";
import type { Fleet } from "./fleet.ts";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";
import { Places } from "./places.ts";
import type { Recorder } from "./recorder.ts";
import type { Refusal } from "./refusal.ts";
import { settlement } from "./settlement.ts";
import type { Store } from "./store/mod.ts";

export type CommandOutcome = Refusal | { type: "settled"; command: Command };

export interface CommandWish {
  chargerId: string;
  action: string;
  payload: unknown;
  askedBy: string | null;
  /** The bulk command that it is a part of, and its charger's place there. */
  bulkId?: string;
  bulkPlace?: number;
  /** Where what it lacks is taken from, when it is one of many. */
  supplies?: Supplies;
}

export class Commands {
  /** The commands of each charger that are not settled. */
  readonly #waiting: Places;
  readonly #elsewhere: Elsewhere;
  #toldLate: (command: Command) => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly parts: {
      store: Store;
      fleet: Fleet;
      recorder: Recorder;
      credentials: Credentials;
      maxWaiting: number;
      supplies: Supplies;
      bus: Bus;
      endpoint: Endpoint;
      clock: Clock;
      ids: Ids;
      log: Log;
    },
  ) {
    this.#waiting = new Places({ inAll: 0, each: parts.maxWaiting });
    const { mail, instances } = parts.store;
    const perform = (command: Command, payload: unknown) => this.#perform(command, payload);
    this.#elsewhere = new Elsewhere({ mail, instances, clock: parts.clock, log: parts.log, perform });
  }

  /** The names of all that may be sent to a charger, by its version of OCPP. */
  actionsOf(chargerId: string): string[] {
    return actionsOf(this.parts.fleet.view(chargerId)?.protocol ?? null);
  }

  /** What an action wants, as a form; null: there is no such action. */
  formOf(chargerId: string, action: string): ActionForm | null {
    return formOf(this.parts.fleet.view(chargerId)?.protocol ?? null, action);
  }

  /** Sends a command and resolves when it is settled. Never rejects for what the charger does. */
  async send(wish: CommandWish): Promise<CommandOutcome> {
    const { store, fleet, endpoint } = this.parts;
    const { chargerId, supplies = this.parts.supplies } = wish;
    const charger = fleet.view(chargerId);
    if (charger === null) return { type: "no-charger" };
    const protocol = charger.protocol ?? subprotocols[0];
    const read = await readRequest(wish, { protocol, chargerId, supplies });
    if (read.type !== "request") return read;
    if (this.#waiting.fullFor(chargerId) !== null) return { type: "busy", waiting: this.parts.maxWaiting };
    const here = store.instances.id;
    const holder = (await store.chargers.presenceOf(chargerId))?.instance ?? here;
    if (holder === here && !endpoint.isConnected(chargerId)) return { type: "offline", since: charger.lastSeenAt };
    this.#waiting.enter(chargerId);
    try {
      const command = this.#newCommand({ ...wish, payload: read.request });
      await this.#put(command);
      if (holder === here) return { type: "settled", command: await this.#perform(command, read.request) };
      const told = await this.#elsewhere.ask(holder, command, read.request);
      return { type: "settled", command: await this.#end(command, told) };
    } finally {
      this.#waiting.leave(chargerId);
    }
  }

  /** `hear` is told of each command whose answer came when its time was over, once that is recorded. */
  whenLate(hear: (command: Command) => Promise<void>): void {
    this.#toldLate = hear;
  }

  /** Waits for no other instance any more. */
  async close(): Promise<void> {
    await this.#elsewhere.close();
  }

  /** Sends a command on its link, which is here, and records what comes of it. */
  async #perform(command: Command, request: unknown): Promise<Command> {
    const { fleet, endpoint, credentials, log } = this.parts;
    const { chargerId, action } = command;
    const row = rowOf(fleet.view(chargerId)?.protocol ?? subprotocols[0], action);
    if (row === undefined) throw new Error(`Cannot send ${action} to "${chargerId}": its OCPP version has none`);
    // Valid from before it is sent: the charger may come back with it before its answer is read.
    const password = passwordIn(action, request);
    if (password !== null) await credentials.send(chargerId, password);
    let written = Promise.resolve();
    const inTime = Promise.withResolvers<void>();
    const outcome = await endpoint.call(chargerId, action, request, {
      sent: () => {
        written = this.#put({ ...command, state: "sent" });
        // Awaited below; until then it is nobody's.
        written.catch(() => {});
      },
      late: (answer) => {
        // After what was recorded when its time was over, whose place it takes.
        inTime.promise.then(() => this.#settle({ ...command, isLate: true }, row, { request, outcome: answer }))
          .then(this.#toldLate)
          .catch((error) => log.error("Late answer could not be recorded", { charger: chargerId, error }));
      },
    });
    try {
      await written;
      return await this.#settle(command, row, { request, outcome });
    } finally {
      inTime.resolve();
    }
  }

  /** Records what came of a command, and what that means. */
  async #settle(
    command: Command,
    row: AnyOutbound,
    { request, outcome }: { request: unknown; outcome: CallOutcome },
  ): Promise<Command> {
    const { chargerId, askedBy } = command;
    const receivedAt = this.parts.clock.now();
    const settled = { ...command, ...settlement(outcome, row), settledAt: receivedAt };
    if (settled.state === "answered" && row.facts !== undefined) {
      const facts = row.facts(request, settled.response, { chargerId, receivedAt, askedBy });
      await this.parts.recorder.record(chargerId, facts);
    }
    const password = passwordIn(command.action, request);
    if (password !== null && isKept(settled.response)) await this.parts.credentials.unsend(chargerId, password);
    await this.#put(settled);
    return settled;
  }

  /** The end of a command that another instance was asked to send. That one keeps the audit, unless it cannot. */
  async #end(command: Command, told: Told): Promise<Command> {
    if (told.type === "settled") return this.#tell(told.command);
    const kept = await this.parts.store.commands.find(command.chargerId, command.id);
    if (kept !== null && kept.settledAt !== null) return this.#tell(kept);
    const description = told.type === "not-sent"
      ? "Nothing was sent: the instance of this server that holds the charger's link does not take commands"
      : "What came of the command is not known: the instance of this server that holds the charger's link does not tell";
    const error = { code: "None", description, details: {} };
    const lost: Command = { ...command, state: "lost", error, settledAt: this.parts.clock.now() };
    await this.#put(lost);
    return lost;
  }

  async #put(command: Command): Promise<void> {
    await this.parts.store.commands.put(shortened(command));
    this.#tell(command);
  }

  #tell(command: Command): Command {
    this.parts.bus.changed(
      `command ${command.id}`,
      command.chargerId,
      () => ({ type: "command", data: toCommandView(command) }),
    );
    return command;
  }

  #newCommand({ chargerId, action, payload, askedBy, bulkId, bulkPlace }: CommandWish): Command {
    const askedAt = this.parts.clock.now();
    return {
      v: 1,
      id: this.parts.ids.ulidAt(askedAt),
      chargerId,
      action,
      payload: shownPayload(payload),
      askedBy,
      askedAt,
      settledAt: null,
      state: "queued",
      response: null,
      error: null,
      isLate: false,
      bulkId: bulkId ?? null,
      bulkPlace,
    };
  }
}

/** A command as the audit keeps it: a list or an answer that is too long is left out, and the command says so. */
function shortened(command: Command): Command {
  const payload = keepablePayload(command.payload);
  if (isKeepable([command.response, command.error])) return { ...command, payload };
  const description = "The answer is too long for the audit: see the messages of this charger";
  const { code = "None" } = command.error ?? {};
  return { ...command, payload, response: null, error: { code, description, details: {} } };
}
