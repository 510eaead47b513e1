/** A server and a charger on a real socket, and commands that the charger answers as it is told. */
import type { Page } from "../../lib/domain/views.ts";
import { aServer, RawCharger, type TestServer } from "../server.ts";

export interface Pair extends AsyncDisposable {
  server: TestServer;
  charger: RawCharger;
}

export interface Sent {
  payload: Record<string, unknown>;
  status: number;
  body: Record<string, unknown>;
}

export async function aPair(settings: Record<string, string> = {}): Promise<Pair> {
  const server = await aServer({ settings });
  const charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  return {
    server,
    charger,
    [Symbol.asyncDispose]: async () => {
      await charger[Symbol.asyncDispose]();
      await server.stop();
    },
  };
}

/** A command that the charger answers with `answer`; what it was sent, and what the caller got. */
export async function ask({ server, charger }: Pair, action: string, payload: unknown, answer: unknown): Promise<Sent> {
  const answering = order(server, action, payload);
  const [, id, , sent] = await charger.next() as [number, string, string, Record<string, unknown>];
  charger.send(JSON.stringify([3, id, answer]));
  return { payload: sent, ...await answering };
}

/** A command that is refused before it reaches the charger. */
export async function order(server: TestServer, action: string, payload: unknown): Promise<Omit<Sent, "payload">> {
  const { status, body } = await send(server, "POST", `/api/chargers/CP-1/commands/${action}`, payload);
  return { status, body };
}

export async function send(server: TestServer, method: string, path: string, body?: unknown) {
  const got = await server.get(path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  return { ...got, body: got.body as Record<string, unknown> };
}

export async function items<T>(server: TestServer, path: string): Promise<T[]> {
  return ((await server.get(path)).body as Page<T>).items;
}

/** The paths of a problem's errors. */
export function paths(body: unknown): string[] | undefined {
  return (body as { errors?: { path: string }[] }).errors?.map(({ path }) => path);
}
