import { assertEquals } from "@std/assert";
import { inEnglish } from "../../lib/domain/sentence.ts";
import { Connection, type ConnectionOptions } from "../../ocpp/connection.ts";
import type { CallOutcome } from "../../ocpp/own_calls.ts";
import type { Call, CallError, CallResult } from "../../ocpp/frame.ts";
import { Backlog } from "../../ocpp/backlog.ts";
import { Turns } from "../../ocpp/turns.ts";
import { HeldClock, LoopbackSocket } from "../arrange.ts";

/** A connection, and the raw other end of its link. */
function aLink(options: Partial<ConnectionOptions> = {}) {
  const [near, far] = LoopbackSocket.pair();
  const clock = options.clock instanceof HeldClock ? options.clock : new HeldClock();
  const oddities: string[] = [];
  let ids = 0;
  const connection = new Connection(near, {
    clock,
    newId: () => `id-${++ids}`,
    callTimeoutMs: 30_000,
    maxMessageBytes: 1_000,
    answer: (call) => Promise.resolve({ type: "result", id: call.id, payload: { got: call.action } }),
    oddity: (kind) => oddities.push(kind),
    ...options,
  });
  const heard: string[] = [];
  const waiting: (() => void)[] = [];
  far.onmessage = ({ data }) => {
    heard.push(data);
    waiting.splice(0).forEach((wake) => wake());
  };
  const closed = new Promise<CloseEvent>((resolve) => far.onclose = resolve);
  /** Resolves when `count` messages have come. */
  const messages = async (count: number) => {
    while (heard.length < count) await new Promise<void>((wake) => waiting.push(wake));
    return heard;
  };
  return { connection, near, far, clock, heard, messages, oddities, closed };
}

Deno.test("Connection answers a call with what its answerer says", async () => {
  const { far, messages } = aLink();
  far.send('[2,"1","Heartbeat",{}]');
  assertEquals(await messages(1), ['[3,"1",{"got":"Heartbeat"}]']);
});

Deno.test("Connection answers several calls at once each exactly once, in the order they came", async () => {
  const pending: { call: Call; answer: (frame: CallResult) => void }[] = [];
  const { far, messages } = aLink({
    answer: (call) => new Promise((answer) => pending.push({ call, answer })),
  });
  for (const id of ["a", "b", "c"]) far.send(`[2,"${id}","Heartbeat",{}]`);
  for (let i = 0; i < 3; i++) {
    while (pending.length === i) await Promise.resolve();
    pending[i].answer({ type: "result", id: pending[i].call.id, payload: {} });
    await messages(i + 1);
  }
  assertEquals(await messages(3), ['[3,"a",{}]', '[3,"b",{}]', '[3,"c",{}]']);
});

Deno.test("Connection.call() sends one call at a time and gives each its own answer", async () => {
  const { connection, far, messages, heard } = aLink();
  const first = connection.call("Reset", { type: "Soft" });
  const second = connection.call("ClearCache", {});
  assertEquals(await messages(1), ['[2,"id-1","Reset",{"type":"Soft"}]']);
  far.send('[3,"id-1",{"status":"Accepted"}]');
  assertEquals(await first, { type: "result", id: "id-1", payload: { status: "Accepted" } } as CallOutcome);
  assertEquals((await messages(2))[1], '[2,"id-2","ClearCache",{}]');
  far.send('[4,"id-2","NotSupported","no cache",{}]');
  assertEquals((await second).type, "error");
  assertEquals(heard.length, 2);
});

Deno.test("Connection.call() ends as a time-out when no answer comes, and the next call is sent", async () => {
  const { connection, clock, messages } = aLink();
  const first = connection.call("Reset", {});
  const second = connection.call("ClearCache", {});
  await messages(1);
  clock.pass(30_000);
  assertEquals(await first, { type: "timeout" });
  await messages(2);
  clock.pass(30_000);
  assertEquals(await second, { type: "timeout" });
});

Deno.test("an answer that is late, comes twice or is for nobody is counted and changes nothing", async () => {
  const { connection, far, clock, messages, oddities } = aLink();
  const call = connection.call("Reset", {});
  await messages(1);
  clock.pass(30_000);
  assertEquals(await call, { type: "timeout" });
  far.send('[3,"id-1",{}]');
  far.send('[3,"id-1",{}]');
  far.send('[4,"other","GenericError","",{}]');
  far.send('[2,"1","Heartbeat",{}]');
  await messages(2);
  assertEquals(oddities, ["answer-unexpected", "answer-unexpected", "answer-unexpected"]);
});

Deno.test("calls cross: one of theirs is answered while ours is open", async () => {
  const { connection, far, messages } = aLink();
  const ours = connection.call("Reset", {});
  await messages(1);
  far.send('[2,"1","Heartbeat",{}]');
  assertEquals((await messages(2))[1], '[3,"1",{"got":"Heartbeat"}]');
  far.send('[3,"id-1",{}]');
  assertEquals((await ours).type, "result");
});

Deno.test("every waiting call ends when the link closes", async () => {
  const { connection, far, messages } = aLink();
  const calls = [connection.call("Reset", {}), connection.call("ClearCache", {})];
  await messages(1);
  far.close(1006);
  assertEquals(await Promise.all(calls), [{ type: "closed" }, { type: "closed" }]);
  assertEquals(await connection.call("Reset", {}), { type: "closed" });
});

Deno.test("a garbled CALL with a readable id is answered FormationViolation", async () => {
  const { far, messages } = aLink();
  far.send('[2,"9","MeterValues",{"connectorId":1');
  assertEquals(await messages(1), ['[4,"9","FormationViolation","The message is not valid JSON",{}]']);
});

Deno.test("rubbish is counted and borne 20 times in a row, and closes the link with 1008 at the 21st", async () => {
  const { far, closed, messages, oddities } = aLink();
  for (let i = 0; i < 20; i++) far.send("rubbish");
  far.send('[2,"1","Heartbeat",{}]');
  await messages(1);
  assertEquals(oddities.length, 20);
  for (let i = 0; i < 21; i++) far.send("rubbish");
  assertEquals((await closed).code, 1008);
});

Deno.test("an empty message is counted and ignored, however many come", async () => {
  const { far, messages, oddities } = aLink();
  for (let i = 0; i < 50; i++) far.send(" ");
  far.send('[2,"1","Heartbeat",{}]');
  await messages(1);
  assertEquals([...new Set(oddities)], ["frame-empty"]);
});

Deno.test("a message over the limit, in bytes, closes the link with 1009", async () => {
  const { far, closed } = aLink();
  far.send(`[2,"1","DataTransfer",{"vendorId":"${"é".repeat(600)}"}]`);
  assertEquals((await closed).code, 1009);
});

Deno.test("what came before a close is still answered by the answerer, and then the connection is finished", async () => {
  const answered: string[] = [];
  const gate = Promise.withResolvers<void>();
  const { connection, far } = aLink({
    async answer(call): Promise<CallResult | CallError> {
      await gate.promise;
      answered.push(call.action);
      return { type: "result", id: call.id, payload: {} };
    },
  });
  far.send('[2,"1","StartTransaction",{}]');
  far.send('[2,"2","StopTransaction",{}]');
  far.close(1006, "gone");
  gate.resolve();
  assertEquals(await connection.finished, { code: 1006, reason: "gone" });
  assertEquals(answered, ["StartTransaction", "StopTransaction"]);
});

Deno.test("a charger that sends on and on without waiting is closed with 1008, and what it may send is answered", async () => {
  const gate = Promise.withResolvers<void>();
  const { far, closed, messages } = aLink({
    async answer(call) {
      await gate.promise;
      return { type: "result", id: call.id, payload: {} };
    },
  });
  for (let i = 0; i < 1_000; i++) far.send(`[2,"${i}","Heartbeat",{}]`);
  await Promise.resolve();
  gate.resolve();
  await messages(1_000);
  const stuck = aLink({ answer: () => new Promise(() => {}) });
  for (let i = 0; i < 1_100; i++) stuck.far.send(`[2,"${i}","Heartbeat",{}]`);
  assertEquals((await stuck.closed).code, 1008);
  far.close();
  await closed;
});

Deno.test("a connection that is closed before its handshake is complete closes as soon as it is", async () => {
  const [near, far] = LoopbackSocket.pair();
  near.readyState = 0;
  const connection = new Connection(near, {
    clock: new HeldClock(),
    newId: () => "1",
    callTimeoutMs: 1_000,
    maxMessageBytes: 1_000,
    answer: () => Promise.reject(new Error("not asked")),
  });
  const closed = new Promise<CloseEvent>((resolve) => far.onclose = resolve);
  connection.close(1000, "Replaced by a newer connection");
  near.readyState = 1;
  near.onopen?.(new Event("open"));
  assertEquals((await closed).code, 1000);
});

Deno.test("a link may send a second's worth at once; who then waits for answers is slowed down to its pace", async () => {
  const { far, clock, heard, messages, oddities } = aLink({ maxMessagesPerS: 10 });
  const send = (id: number) => far.send(`[2,"${id}","Heartbeat",{}]`);
  for (let i = 0; i < 10; i++) send(i);
  await messages(10);
  assertEquals(oddities, []);
  send(10);
  while (oddities.length === 0) await Promise.resolve();
  assertEquals([oddities, heard.length], [["too-fast"], 10]);
  clock.pass(100);
  await messages(11);
});

Deno.test("a link that sends far more than it may is cut off with 1008, whatever it sends", async () => {
  const reasons: string[] = [];
  const { far, closed } = aLink({ maxMessagesPerS: 10, cutOff: (why) => reasons.push(inEnglish(why)) });
  for (let i = 0; i < 1_011; i++) far.send("");
  assertEquals([(await closed).code, reasons], [1008, ["Too many messages a second"]]);
});

Deno.test("a link that is cut off does not keep its last answers back", async () => {
  const { connection, far, oddities } = aLink({ maxMessagesPerS: 1 });
  for (let i = 0; i < 3; i++) far.send(`[2,"${i}","Heartbeat",{}]`);
  while (oddities.length === 0) await Promise.resolve();
  far.close(1006, "gone");
  assertEquals((await connection.finished).code, 1006);
});

Deno.test("a link that does not read what it is sent is cut off with 1008", async () => {
  const { near, far, closed } = aLink();
  near.bufferedAmount = 3 * 1024 * 1024;
  for (let i = 0; i < 16; i++) far.send(`[2,"${i}","Heartbeat",{}]`);
  assertEquals((await closed).code, 1008);
});

Deno.test("a closed link whose other side never says so is given up", async () => {
  const { connection, near, clock } = aLink();
  near.close = () => void (near.readyState = 2);
  connection.close(1000, "Replaced");
  assertEquals(connection.isOpen, false);
  clock.pass(2_000);
  assertEquals(await connection.finished, { code: 1000, reason: "Replaced" });
  near.onclose?.(new CloseEvent("close", { code: 1006 }));
  assertEquals(await connection.finished, { code: 1000, reason: "Replaced" });
});

Deno.test("when too much waits on all links together, one that does not wait for its answers is cut off, the others are not", async () => {
  const backlog = new Backlog(600);
  const gate = Promise.withResolvers<void>();
  const answer = async ({ id }: Call): Promise<CallResult> => {
    await gate.promise;
    return { type: "result", id, payload: {} };
  };
  const [patient, pushy] = [aLink({ backlog, answer }), aLink({ backlog, answer })];
  const call = (id: string) => JSON.stringify([2, id, "DataTransfer", { vendorId: "V", data: "x".repeat(250) }]);
  for (const id of ["1", "2", "3", "4"]) pushy.far.send(call(id));
  patient.far.send(call("1"));
  assertEquals((await pushy.closed).code, 1008);
  gate.resolve();
  assertEquals(await patient.messages(1), ['[3,"1",{}]']);
  await pushy.connection.finished;
  assertEquals(backlog.characters, 0);
});

Deno.test("of what a link sends at once a few messages are read, and the rest when it has its turn, in order", async () => {
  const clock = new HeldClock();
  const turns = new Turns(clock);
  const seen: string[] = [];
  const watch = (direction: string, text: string) => void (direction === "in" && seen.push(JSON.parse(text)[1]));
  const [greedy, modest] = [aLink({ clock, turns, watch }), aLink({ clock, turns, watch })];
  for (let i = 0; i < 40; i++) greedy.far.send(`[2,"g${i}","Heartbeat",{}]`);
  modest.far.send('[2,"m","Heartbeat",{}]');
  await greedy.messages(17);
  await modest.messages(1);
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `g${from + i}`);
  assertEquals(seen, [...range(0, 17), "m"]);
  clock.pass(1);
  await greedy.messages(33);
  assertEquals(seen, [...range(0, 17), "m", ...range(17, 33)]);
  clock.pass(1);
  assertEquals((await greedy.messages(40)).map((text) => JSON.parse(text)[1]), range(0, 40));
});

Deno.test("what a link sent before it closed is answered in its turn, and then it is finished", async () => {
  const clock = new HeldClock();
  const answered: unknown[] = [];
  const { connection, far } = aLink({
    clock,
    turns: new Turns(clock),
    answer(call) {
      answered.push(call.id);
      return Promise.resolve({ type: "result", id: call.id, payload: {} });
    },
  });
  for (let i = 0; i < 30; i++) far.send(`[2,"${i}","Heartbeat",{}]`);
  far.close(1006, "gone");
  const finished = connection.finished.then(() => true);
  while (!await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, 0, false))])) clock.pass(1);
  assertEquals(answered, Array.from({ length: 30 }, (_, i) => String(i)));
});

Deno.test("a link that is cut off is given no more answers: what was not acknowledged is forgotten", async () => {
  const gate = Promise.withResolvers<void>();
  const backlog = new Backlog();
  const clock = new HeldClock();
  const answered: unknown[] = [];
  const { connection, far } = aLink({
    backlog,
    clock,
    turns: new Turns(clock),
    async answer({ id }) {
      answered.push(id);
      await gate.promise;
      return { type: "result", id, payload: {} };
    },
  });
  for (let i = 0; i < 1_100; i++) far.send(`[2,"${i}","Heartbeat",{}]`);
  gate.resolve();
  assertEquals((await connection.finished).code, 1008);
  clock.pass(1);
  assertEquals([answered, backlog.characters], [["0"], 0]);
});
