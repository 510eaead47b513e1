/** Why a connector does not charge: one verdict, what it rests on, and the next step. Pure. */
import { ofIdle, silent } from "./idle.ts";
import type { Scene, Verdict } from "./scene.ts";
import { clockEvidence, ofSession } from "./session.ts";
import { ofWhole } from "./whole.ts";

export { RECENT_MS } from "./scene.ts";
export type { Evidence, EvidenceCode, NextCode, NextStep, Scene, Verdict, VerdictCode, Words } from "./scene.ts";

/** What stands in the way of everything else comes first. */
const RULES = [...ofWhole, ...ofSession, ...ofIdle];

/**
 * Judges a connector: the first rule that fits is the verdict.
 *
 * Codes and the words of their sentences, so that every language can tell it. A clock that was wrong lately is told with
 * every verdict: times of profiles, reservations and expiry then mean something else at the charger.
 *
 * @example a connector in Preparing where no tag was presented  →  {code: "waiting-for-tag", tone: "waiting", …,
 *   next: {code: "start", command: {action: "RemoteStartTransaction", payload: {connectorId: 1}}}}
 */
export function judge(scene: Scene): Verdict {
  let found = null;
  for (const rule of RULES) {
    found = rule(scene);
    if (found !== null) break;
  }
  const { evidence, ...verdict } = found ?? silent(scene);
  const clock = clockEvidence(scene.charger, scene.now);
  return { connectorId: scene.connector.connectorId, ...verdict, evidence: [...evidence, ...clock] };
}
