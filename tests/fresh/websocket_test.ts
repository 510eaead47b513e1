import { assertEquals } from "@std/assert";
import { App } from "fresh";

/** Opens a socket to an app on a real port, says something, and returns what was heard until it is closed. */
async function converse(app: App<unknown>, { protocols = [] as string[], say = "hello" } = {}) {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.handler());
  const socket = new WebSocket(`ws://127.0.0.1:${server.addr.port}/ws`, protocols);
  const heard: string[] = [];
  const closed = new Promise<CloseEvent>((done) => socket.onclose = done);
  socket.onopen = () => socket.send(say);
  socket.onmessage = ({ data }) => heard.push(data);
  const { code, reason } = await closed;
  await server.shutdown();
  return { heard, code, reason, protocol: socket.protocol };
}

Deno.test("ctx.upgrade() gives the socket and the response", async () => {
  const app = new App<unknown>().get("/ws", (ctx) => {
    const { socket, response } = ctx.upgrade({ idleTimeout: 0 });
    socket.onmessage = ({ data }) => {
      socket.send(`echo ${data}`);
      socket.close(1000, "enough");
    };
    return response;
  });
  assertEquals(await converse(app), { heard: ["echo hello"], code: 1000, reason: "enough", protocol: "" });
});

Deno.test("a subprotocol may be chosen by a header of the response", async () => {
  const app = new App<unknown>().get("/ws", (ctx) => {
    const { socket, response } = ctx.upgrade();
    response.headers.set("sec-websocket-protocol", "ocpp1.6");
    socket.onmessage = () => socket.close();
    return response;
  });
  assertEquals((await converse(app, { protocols: ["ocpp2.0.1", "ocpp1.6"] })).protocol, "ocpp1.6");
});

Deno.test("app.ws() calls a handler for each thing that happens", async () => {
  const events: string[] = [];
  const closed = Promise.withResolvers<void>();
  const app = new App<unknown>().ws("/ws", {
    open: () => events.push("open"),
    message(socket, { data }) {
      events.push(`message ${data}`);
      socket.close(4000, "bye");
    },
    close() {
      events.push("close");
      closed.resolve();
    },
  });
  const { code } = await converse(app);
  await closed.promise;
  assertEquals([code, ...events], [4000, "open", "message hello", "close"]);
});

Deno.test("a request that does not ask for a WebSocket gets 400", async () => {
  const app = new App<unknown>().ws("/ws", {});
  const response = await app.handler()(new Request("http://localhost/ws"));
  assertEquals([response.status, await response.text()], [400, "Expected a WebSocket upgrade request"]);
});
