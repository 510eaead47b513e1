/** Counts the messages of all links by action: plain numbers, for it stands in the way of every message. */
import type { AnyFrame } from "../../ocpp/frame.ts";
import type { Answered } from "../../ocpp/own_calls.ts";
import { Histogram } from "../histogram.ts";

type Direction = "in" | "out";

/** Of one action: calls, answers and errors, by the direction of the message; how long calls of each direction took. */
export class ActionTraffic {
  readonly in = { call: 0, result: 0, error: 0, durations: new Histogram() };
  readonly out = { call: 0, result: 0, error: 0, durations: new Histogram() };
}

/** What no version of OCPP knows: the names that chargers make up must not become labels. */
const OTHER = "other";

export class Traffic {
  unreadable = 0;
  linksOpened = 0;
  readonly #actions = new Map<string, ActionTraffic>();

  /** `actions` are those of every version. */
  constructor(actions: Iterable<string>) {
    for (const action of [...actions, OTHER]) this.#actions.set(action, new ActionTraffic());
  }

  /** Counts a message. An answer counts for the action that it answers, its time for the direction of the call. */
  count(direction: Direction, frame: AnyFrame, answered: Answered | null): void {
    if (frame.type === "unreadable") {
      this.unreadable++;
      return;
    }
    const name = frame.type === "call" ? frame.action : answered?.action ?? OTHER;
    const action = this.#actions.get(name) ?? this.#actions.get(OTHER)!;
    action[direction][frame.type]++;
    if (answered !== null) action[direction === "in" ? "out" : "in"].durations.addMs(answered.latencyMs);
  }

  /** Those that had any. */
  *actions(): Generator<[name: string, ActionTraffic]> {
    for (const [name, action] of this.#actions) {
      const { in: came, out: went } = action;
      if (came.call + came.result + came.error + went.call + went.result + went.error > 0) yield [name, action];
    }
  }
}
