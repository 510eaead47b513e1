/** A run in which something was not answered as it should be is no run. */
import { assertMatch } from "@std/assert";
import { faultOf } from "./result.ts";
import { runGenerator } from "./run_generator.ts";

const load = { scenario: "heartbeat", conns: 3, seconds: 0.3, warmup: 0, rate: 0 };

/** What a run against a server comes to that hears of each call and of the socket that it came by. */
async function faultWith(onCall: (socket: WebSocket, id: string, count: number) => unknown): Promise<string | null> {
  let count = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "ocpp1.6" });
    socket.onmessage = ({ data }) => onCall(socket, JSON.parse(data)[1], ++count);
    return response;
  });
  const result = await runGenerator({ port: server.addr.port, pid: Deno.pid }, load, undefined);
  await server.shutdown();
  return faultOf(result);
}

const answer = (socket: WebSocket, id: string) => socket.send(JSON.stringify([3, id, {}]));

Deno.test("a run is told as faulty when a call is answered with an error", async () => {
  const fault = await faultWith((socket, id, count) =>
    count === 20 ? socket.send(JSON.stringify([4, id, "InternalError", "", {}])) : answer(socket, id)
  );
  assertMatch(String(fault), /^1 calls answered with an error, the first: Heartbeat: \[4,/);
});

Deno.test("a run is told as faulty when an answer is for another call", async () => {
  const fault = await faultWith((socket, id, count) => answer(socket, count === 20 ? id.replace(/.$/, "x") : id));
  assertMatch(String(fault), /^1 answers malformed/);
});

Deno.test("a run is told as faulty when the server hangs up in the middle", async () => {
  const fault = await faultWith((socket, id, count) => count === 20 ? socket.close() : answer(socket, id));
  assertMatch(String(fault), /^1 links closed/);
});

Deno.test("a run is told as faulty when a call is never answered", async () => {
  const fault = await faultWith((socket, id, count) => count === 20 ? null : answer(socket, id));
  assertMatch(String(fault), /^1 calls without an answer/);
});

Deno.test("a run is told as faulty when nobody listens", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const result = await runGenerator({ port, pid: Deno.pid }, load, undefined);
  assertMatch(String(faultOf(result)), /^3 connections refused, the first: .*refused/);
});
