/** A proxy that ends TLS for chargers: it lets in whom the CA of chargers signed, and passes on whose certificate that is. */
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { createServer, type TLSSocket } from "node:tls";

const HEAD_END = "\r\n\r\n";

/** In PEM: the proxy's own certificate and key, and the CA whose certificates let a charger in. */
export interface ProxyTls {
  cert: string;
  key: string;
  ca: string;
}

/** In front of a server on this machine. `endpoint` is where chargers go. */
export async function aTlsProxy(port: number, tls: ProxyTls) {
  const links = new Set<Promise<void>>();
  const proxy = createServer({ ...tls, requestCert: true, rejectUnauthorized: true }, (socket) => {
    const link = pass(socket, port).finally(() => links.delete(link));
    links.add(link);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    endpoint: `wss://127.0.0.1:${(proxy.address() as AddressInfo).port}/ocpp`,
    async [Symbol.asyncDispose]() {
      proxy.close();
      await Promise.all(links);
    },
  };
}

/** The head of the request gets the proxy's own headers; what follows goes through as it is. */
async function pass(socket: TLSSocket, port: number): Promise<void> {
  const { O, CN } = socket.getPeerCertificate().subject;
  const upstream = connect(port, "127.0.0.1");
  const ends = [socket, upstream].map((end) => new Promise<void>((resolve) => end.once("close", () => resolve())));
  for (const [one, other] of [[socket, upstream], [upstream, socket]]) {
    one.on("close", () => other.destroy());
    one.on("error", () => other.destroy());
  }
  let head = Buffer.alloc(0);
  socket.on("data", function read(chunk: Buffer) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(HEAD_END);
    if (end < 0) return;
    socket.off("data", read);
    const told = ["X-Forwarded-Proto: https", "X-Forwarded-For: 127.0.0.1", `X-Client-Subject: CN=${CN},O=${O}`];
    upstream.write([head.subarray(0, end).toString(), ...told].join("\r\n") + HEAD_END);
    upstream.write(head.subarray(end + HEAD_END.length));
    socket.pipe(upstream);
    upstream.pipe(socket);
  });
  await Promise.all(ends);
}
