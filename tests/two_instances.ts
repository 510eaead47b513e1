/** Two instances of the program over one store, and a charger on either. */
import { readConfig } from "../lib/config.ts";
import { createIds } from "../lib/ids.ts";
import { silentLog } from "../lib/log.ts";
import { openServices, type Services } from "../lib/services.ts";
import { HeldClock, LoopbackSocket } from "./arrange.ts";

/** Two instances that know of each other. `later` lets time pass for both, and what it brings about; `kill` and `stop` end one. */
export async function twoInstances() {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const clock = new HeldClock();
  const config = readConfig({}, { isTerminal: false, isDeploy: false });
  const open = async () => {
    const kv = await Deno.openKv(path);
    return { kv, services: await openServices(kv, { config, clock, ids: createIds(), log: silentLog }) };
  };
  const [a, b] = [await open(), await open()];
  const living = new Set([a, b]);
  const kill = (instance: typeof a) => {
    living.delete(instance);
    instance.kv.close();
  };
  const later = async (ms: number) => {
    clock.pass(ms);
    for (const { services: { store } } of living) {
      await store.instances.settled();
      await store.pulses.settled();
    }
    // Both renew and look at once; now each has seen what the other wrote.
    for (const { services: { store } } of living) await store.instances.living();
  };
  await later(10_000);
  const stop = async (instance: typeof a) => {
    living.delete(instance);
    await instance.services.close();
  };
  const end = async () => {
    for (const instance of living) await stop(instance);
    await Deno.remove(path);
  };
  return { a, b, clock, later, kill, stop, end };
}

/** A charger on an instance that sends a message and waits for its answer. */
export function aCharger({ endpoint }: Services) {
  const [near, far] = LoopbackSocket.pair();
  endpoint.serve(near, {
    type: "admitted",
    chargerId: "CP-1",
    address: null,
    protocol: "ocpp1.6",
    isNamed: true,
    odd: [],
  });
  const call = (action: string, payload: unknown) => {
    const answer = new Promise<unknown>((resolve) => far.onmessage = ({ data }) => resolve(JSON.parse(data)[2]));
    far.send(JSON.stringify([2, "1", action, payload]));
    return answer;
  };
  return { call, socket: far };
}
