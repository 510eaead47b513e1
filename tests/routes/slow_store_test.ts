/** A store that takes its time: answers wait for it, and what waits has an end. */
import { assertEquals } from "@std/assert";
import type { ChargerDetail } from "../../lib/domain/views.ts";
import { aServer, RawCharger } from "../server.ts";

/** A KV in memory whose commits end only while its gate is open. */
async function aGatedKv() {
  const kv = await Deno.openKv(":memory:");
  let gate: PromiseWithResolvers<void> | null = null;
  let commits = 0;
  const atomic = kv.atomic.bind(kv);
  kv.atomic = () => {
    const operation = atomic();
    const commit = operation.commit.bind(operation);
    operation.commit = async () => {
      commits++;
      await gate?.promise;
      return await commit();
    };
    return operation;
  };
  return {
    kv,
    commits: () => commits,
    close: () => void (gate = Promise.withResolvers()),
    open() {
      gate?.resolve();
      gate = null;
    },
  };
}

const meterValues = (at: number) => ({
  connectorId: 1,
  meterValue: [{ timestamp: new Date(at).toISOString(), sampledValue: [{ value: "1" }] }],
});

Deno.test("while a commit takes its time answers wait for it, and then a few commits carry them all", async () => {
  const gated = await aGatedKv();
  await using server = await aServer({ kv: gated.kv });
  const chargers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => RawCharger.connect(`${server.endpoint}/CP-${i}`)),
  );
  await Promise.all(chargers.map((charger) => charger.call("Heartbeat", {})));
  await server.services.messageLog.flushed();
  gated.close();
  const before = gated.commits();
  let answered = 0;
  const calls = chargers.map(async (charger) => {
    const answer = await charger.call("MeterValues", meterValues(Date.now()));
    answered++;
    return answer;
  });
  // A handshake that commits nothing goes its way through the server meanwhile.
  await using other = await RawCharger.connect(`${server.endpoint}/ocpp-unspoken`, []);
  await other.closed;
  assertEquals(answered, 0);
  gated.open();
  assertEquals(await Promise.all(calls), chargers.map(() => ({})));
  assertEquals(gated.commits() - before < 20, true, `${gated.commits() - before} commits`);
  await Promise.all(chargers.map((charger) => charger[Symbol.asyncDispose]()));
});

Deno.test("while a commit takes its time a charger that sends on and on is cut off, and those that wait are not", async () => {
  const gated = await aGatedKv();
  await using server = await aServer({ kv: gated.kv });
  await using patient = await RawCharger.connect(`${server.endpoint}/PATIENT`);
  await using pushy = await RawCharger.connect(`${server.endpoint}/PUSHY`);
  for (const charger of [patient, pushy]) await charger.call("Heartbeat", {});
  gated.close();
  const answer = patient.call("MeterValues", meterValues(Date.now()));
  for (let i = 0; i < 1_200; i++) {
    pushy.send(JSON.stringify([2, String(i), "MeterValues", meterValues(Date.now() - i)]));
  }
  // What it still sends may keep it from hearing why.
  await pushy.closed;
  gated.open();
  assertEquals(await answer, {});
  const { notes } = (await server.get("/api/chargers/PUSHY")).body as ChargerDetail;
  assertEquals(notes.find(({ kind }) => kind === "cut-off")?.detail, "Too many messages without waiting for an answer");
});
