/** The ceiling: a Deno server that parses each message, answers what it must, and stores nothing. */
let transactions = 0;

const answers: Record<string, () => unknown> = {
  BootNotification: () => ({ status: "Accepted", currentTime: new Date().toISOString(), interval: 300 }),
  Heartbeat: () => ({ currentTime: new Date().toISOString() }),
  Authorize: () => ({ idTagInfo: { status: "Accepted" } }),
  StartTransaction: () => ({ transactionId: ++transactions, idTagInfo: { status: "Accepted" } }),
  StopTransaction: () => ({ idTagInfo: { status: "Accepted" } }),
};

Deno.serve({
  hostname: "127.0.0.1",
  port: Number(Deno.env.get("PORT") ?? 0),
  tcpBacklog: 4096,
  onListen: ({ port }) => console.log(`Raw server  http://127.0.0.1:${port}`),
}, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "ocpp1.6" });
  socket.onmessage = ({ data }) => {
    const [, id, action] = JSON.parse(data);
    socket.send(JSON.stringify([3, id, answers[action]?.() ?? {}]));
  };
  return response;
});
