// The peer: ocpp-rpc under Node, which checks every message against its schema and keeps nothing.
import { RPCServer } from "ocpp-rpc";

let transactions = 0;
const answers = {
  BootNotification: () => ({ status: "Accepted", currentTime: new Date().toISOString(), interval: 300 }),
  Heartbeat: () => ({ currentTime: new Date().toISOString() }),
  Authorize: () => ({ idTagInfo: { status: "Accepted" } }),
  StartTransaction: () => ({ transactionId: ++transactions, idTagInfo: { status: "Accepted" } }),
  StopTransaction: () => ({ idTagInfo: { status: "Accepted" } }),
  MeterValues: () => ({}),
  StatusNotification: () => ({}),
};

const server = new RPCServer({ protocols: ["ocpp1.6"], strictMode: true });
server.auth((accept) => accept({}));
server.on("client", (client) => {
  for (const [action, answer] of Object.entries(answers)) client.handle(action, answer);
});
const listening = await server.listen(0, "127.0.0.1");
console.log(`ocpp-rpc  http://127.0.0.1:${listening.address().port}`);
