/** Chargers that answer bulk commands as a test tells them, and what the server then tells of these. */
import type { BulkChargerView, BulkCommandView } from "../lib/domain/bulk_views.ts";
import type { Page } from "../lib/domain/views.ts";
import { RawCharger, type TestServer } from "./server.ts";

type Call = [2, string, string, Record<string, unknown>];

/** Answers calls by itself until it leaves; `null` answers nothing, a text is the code of a CALLERROR. */
export class ObedientCharger implements AsyncDisposable {
  readonly heard: { action: string; payload: Record<string, unknown> }[] = [];

  readonly #calls = new Map<string, (answer: unknown) => void>();

  private constructor(
    private readonly link: RawCharger,
    public answer: (action: string) => object | string | null | Promise<object | string | null>,
  ) {}

  static async connect(
    server: Pick<TestServer, "endpoint">,
    id: string,
    answer: ObedientCharger["answer"] = () => ({ status: "Accepted" }),
  ): Promise<ObedientCharger> {
    const link = await RawCharger.connect(`${server.endpoint}/${encodeURIComponent(id)}`);
    await link.call("Heartbeat", {});
    const charger = new ObedientCharger(link, answer);
    link.socket.onmessage = ({ data }) => void charger.#hear(JSON.parse(data));
    return charger;
  }

  /** Sends a message, and resolves with its answer. */
  call(action: string, payload: unknown): Promise<unknown> {
    const id = crypto.randomUUID();
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#calls.set(id, resolve);
    this.link.send(JSON.stringify([2, id, action, payload]));
    return promise;
  }

  async #hear([type, id, action, payload]: Call): Promise<void> {
    if (type !== 2) return this.#calls.get(id)?.(action);
    this.heard.push({ action, payload });
    const answer = await this.answer(action);
    if (answer === null) return;
    this.link.send(JSON.stringify(typeof answer === "string" ? [4, id, answer, "", {}] : [3, id, answer]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.link[Symbol.asyncDispose]();
  }
}

export interface Asked {
  status: number;
  body: BulkCommandView & { errors?: { path: string; message: string }[]; detail?: string };
}

export async function post(server: TestServer, path: string, body: unknown = {}): Promise<Asked> {
  const { status, body: told } = await server.get(`/api/bulk-commands${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return { status, body: told as Asked["body"] };
}

export async function bulk(server: TestServer, id: string): Promise<BulkCommandView> {
  return (await server.get(`/api/bulk-commands/${id}`)).body as BulkCommandView;
}

export async function chargersOf(server: TestServer, id: string, query = ""): Promise<Page<BulkChargerView>> {
  return (await server.get(`/api/bulk-commands/${id}/chargers${query}`)).body as Page<BulkChargerView>;
}

/** Resolves when the live stream tells of a bulk command what is wanted. */
export async function untilTold(
  server: TestServer,
  id: string,
  isWanted: (bulk: BulkCommandView) => boolean,
): Promise<BulkCommandView> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = server.services.bus.listen({
    types: null,
    hear: ({ messages }) => {
      for (const { event } of messages) {
        if (event.type === "bulk" && event.data.id === id && isWanted(event.data)) resolve();
      }
    },
    onEnd: resolve,
  });
  const known = await bulk(server, id);
  if (!isWanted(known)) await promise;
  stop();
  return await bulk(server, id);
}

export const isOver = ({ endedAt }: BulkCommandView) => endedAt !== null;
