/** Commands: checked, written down, sent, and settled by what the charger says. The charger decides; we only ask. */
import type { Endpoint } from "../ocpp/endpoint.ts";
import type { AnyOutbound } from "../ocpp/action.ts";
import type { Supplies } from "../ocpp/central.ts";
import type { CallOutcome } from "../ocpp/own_calls.ts";
import { subprotocols, versionOf } from "../ocpp/version.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { isSecretKey } from "./domain/configuration.ts";
import type { Command } from "./domain/command.ts";
import { toCommandView } from "./domain/shape.ts";
import type { Fleet } from "./fleet.ts";
import { fieldErrors } from "./field_errors.ts";
import type { Ids } from "./ids.ts";
import { isDeeperThan, lengthAsJson } from "./json.ts";
import type { Log } from "./log.ts";
import type { Recorder } from "./recorder.ts";
import type { Store } from "./store/mod.ts";

/** Why nothing was sent. */
export type Refusal =
  | { type: "no-charger" }
  | { type: "no-action"; protocol: string }
  | { type: "bad-payload"; errors: { path: string; message: string }[] }
  | { type: "offline"; since: string | null };

export type CommandOutcome = Refusal | { type: "settled"; command: Command };

export interface CommandWish {
  chargerId: string;
  action: string;
  payload: unknown;
  askedBy: string | null;
}

export class Commands {
  constructor(
    private readonly parts: {
      store: Store;
      fleet: Fleet;
      recorder: Recorder;
      supplies: Supplies;
      bus: Bus;
      endpoint: Endpoint;
      clock: Clock;
      ids: Ids;
      log: Log;
    },
  ) {}

  /** Sends a command and resolves when it is settled. Never rejects for what the charger does. */
  async send(wish: CommandWish): Promise<CommandOutcome> {
    const { fleet, endpoint } = this.parts;
    const charger = fleet.view(wish.chargerId);
    if (charger === null) return { type: "no-charger" };
    const protocol = charger.protocol ?? subprotocols[0];
    const { toCharger } = versionOf(protocol);
    const row = Object.hasOwn(toCharger, wish.action) ? toCharger[wish.action] : undefined;
    if (row === undefined) return { type: "no-action", protocol };
    const payload = isObject(wish.payload) && row.complete !== undefined
      ? await row.complete(wish.payload, this.parts.supplies, wish)
      : wish.payload;
    const request = row.request.safeParse(payload);
    if (!request.success) return { type: "bad-payload", errors: fieldErrors(request.error) };
    if (!endpoint.isConnected(wish.chargerId)) return { type: "offline", since: charger.lastSeenAt };
    const command = this.#newCommand({ ...wish, payload: request.data });
    await this.#put(command);
    let written = Promise.resolve();
    const outcome = await endpoint.call(wish.chargerId, wish.action, request.data, {
      sent: () => {
        written = this.#put({ ...command, state: "sent" });
        // Awaited below; until then it is nobody's.
        written.catch(() => {});
      },
      late: (answer) => {
        this.#settle({ ...command, isLate: true }, row, { request: request.data, outcome: answer }).catch((error) =>
          this.parts.log.error("Late answer could not be recorded", { charger: wish.chargerId, error })
        );
      },
    });
    await written;
    return { type: "settled", command: await this.#settle(command, row, { request: request.data, outcome }) };
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
    await this.#put(settled);
    return settled;
  }

  async #put(command: Command): Promise<void> {
    await this.parts.store.commands.put(withoutBulk(command));
    this.parts.bus.changed(
      `command ${command.id}`,
      command.chargerId,
      () => ({ type: "command", data: toCommandView(command) }),
    );
  }

  #newCommand({ chargerId, action, payload, askedBy }: CommandWish): Command {
    const askedAt = this.parts.clock.now();
    return {
      v: 1,
      id: this.parts.ids.ulidAt(askedAt),
      chargerId,
      action,
      payload: withoutSecret(payload),
      askedBy,
      askedAt,
      settledAt: null,
      state: "queued",
      response: null,
      error: null,
      isLate: false,
    };
  }
}

/** A key that nobody may read back is not kept in the audit either. */
function withoutSecret(payload: unknown): unknown {
  return isObject(payload) && isSecretKey(String(payload.key)) ? { ...payload, value: "***" } : payload;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is nested very deeply can be read as JSON, but not be written again. */
const MOST_LEVELS = 100;
/** KV takes values of 64 KiB; what is longer is in the message log, as far as that keeps it. */
const MOST_KEPT_CHARACTERS = 20_000;

/** A command as the audit keeps it: an answer that is too long is left out, and the command says so. */
function withoutBulk(command: Command): Command {
  if (lengthAsJson([command.response, command.error]) <= MOST_KEPT_CHARACTERS) return command;
  const description = "The answer is too long for the audit: see the messages of this charger";
  const { code = "None" } = command.error ?? {};
  return { ...command, response: null, error: { code, description, details: {} } };
}

function settlement(outcome: CallOutcome, row: AnyOutbound): Pick<Command, "state" | "response" | "error"> {
  switch (outcome.type) {
    case "result": {
      const answer = row.response.safeParse(outcome.payload);
      if (isDeeperThan(MOST_LEVELS, outcome.payload)) {
        const description = "The answer is nested too deeply to be passed on";
        return { state: "unreadable", response: null, error: { code: "FormationViolation", description, details: {} } };
      }
      if (answer.success) return { state: "answered", response: answer.data, error: null };
      const description = "The answer does not fit what the standard says";
      const error = { code: "FormationViolation", description, details: { errors: fieldErrors(answer.error) } };
      return { state: "unreadable", response: outcome.payload, error };
    }
    case "error": {
      const { code, description, details } = outcome;
      return { state: "refused", response: null, error: { code, description, details } };
    }
    case "timeout":
      return { state: "timeout", response: null, error: null };
    case "closed":
      return { state: "lost", response: null, error: null };
    default:
      return outcome satisfies never;
  }
}
