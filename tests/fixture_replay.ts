/** Replays a fixture against the whole server, over real sockets. */
import { assertEquals } from "@std/assert";
import {
  type Handshake,
  type Head,
  headSchema,
  isObject,
  misfit,
  type Step,
  stepSchema,
  withTimes,
} from "./fixture_format.ts";
import { RawLink, USUAL_HEADERS } from "./raw_link.ts";
import { aServer, type TestServer, untilOffline } from "./server.ts";

/** Nothing in a fixture takes longer. */
const PATIENCE_MS = 8_000;

export async function replay(text: string): Promise<void> {
  // Whole seconds, as chargers tell them.
  const now = Math.floor(Date.now() / 1000) * 1000;
  const [head, ...steps] = withTimes(text, now).split("\n").filter((line) => line.trim() !== "").map((line) =>
    JSON.parse(line)
  );
  await using scene = await Scene.open(headSchema.parse(head));
  for (const [i, step] of steps.entries()) {
    await scene.play(stepSchema.parse(step)).catch((error) => {
      throw new Error(`Step ${i + 2}, ${JSON.stringify(step)}: ${error.message}`, { cause: error });
    });
  }
}

class Scene implements AsyncDisposable {
  readonly #links = new Map<string, RawLink>();
  readonly #opened: RawLink[] = [];
  readonly #asked = new Map<string, Promise<{ status: number; body: unknown }>>();
  readonly #kept = new Map<string, unknown>();

  private constructor(private readonly server: TestServer, private readonly head: Head) {}

  static async open(head: Head): Promise<Scene> {
    const scene = new Scene(await aServer({ settings: head.settings }), head);
    const { status } = await scene.#connect("a", head);
    assertEquals(status, head.status);
    return scene;
  }

  async play(step: Step): Promise<void> {
    if ("in" in step) return await this.#link(step.link).send(this.#withKept(step.in));
    if ("out" in step) return this.#assertFits(step.out, JSON.parse(await soon(this.#link(step.link).next())));
    if ("connect" in step) {
      const { link, status, protocol, ...handshake } = step.connect;
      const opened = await this.#connect(link, handshake);
      assertEquals(opened.status, status);
      if (protocol !== undefined) assertEquals(opened.protocol, protocol);
      return;
    }
    if ("drop" in step) return await this.#link(step.drop)[Symbol.asyncDispose]();
    if ("closed" in step) return assertEquals(await soon(this.#link(step.link).closed), step.closed);
    if ("offline" in step) return await soon(untilOffline(this.server, step.offline));
    if ("pinged" in step) return await soon(this.#link(step.pinged).pinged());
    if ("ask" in step) {
      const [method, path] = step.ask.split(" ");
      const body = step.body === undefined ? undefined : this.#withKept(JSON.stringify(step.body));
      this.#asked.set(step.as, this.server.get(path, { method, body }));
      return;
    }
    if ("answer" in step) {
      const answer = await soon(this.#asked.get(step.answer)!);
      assertEquals(answer.status, step.status, JSON.stringify(answer.body));
      return this.#assertFits(step.body ?? "*", answer.body);
    }
    return await this.#assertPresent(step.of ?? this.head.charger, step.expect);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const link of this.#opened) await link[Symbol.asyncDispose]();
    await Promise.allSettled(this.#asked.values());
    await this.server.stop();
  }

  async #connect(name: string, { charger, path, protocols, headers, moreHeaders, answersPings }: Handshake) {
    const offer = protocols === null ? [] : [`Sec-WebSocket-Protocol: ${protocols.join(", ")}`];
    const link = await soon(RawLink.open(this.server.port, {
      path: path ?? `/ocpp/${encodeURIComponent(charger)}`,
      headers: [...headers ?? USUAL_HEADERS, ...offer, ...moreHeaders],
      answersPings,
    }));
    this.#links.set(name, link);
    this.#opened.push(link);
    return link;
  }

  #link(name: string): RawLink {
    const link = this.#links.get(name);
    if (link === undefined) throw new Error(`There is no link "${name}"`);
    return link;
  }

  /** Puts what `out` has kept into what goes out. */
  #withKept(text: string): string {
    return text.replace(
      /"(\$\w+)"/g,
      (whole, name) => this.#kept.has(name) ? JSON.stringify(this.#kept.get(name)) : whole,
    );
  }

  #assertFits(pattern: unknown, value: unknown): void {
    const problem = misfit(pattern, value, this.#kept);
    if (problem !== null) throw new Error(`${problem}, in ${JSON.stringify(value)}`);
  }

  async #assertPresent(id: string, expected: Extract<Step, { expect: unknown }>["expect"]): Promise<void> {
    const { services } = this.server;
    const url = `/api/chargers/${encodeURIComponent(id)}`;
    const { charger, notes, transactions, samples = {}, unmatchedStops, refusals } = expected;
    if (charger !== undefined) this.#assertFits(charger, (await this.server.get(url)).body);
    if (transactions !== undefined) {
      const of = `/api/transactions?chargerId=${encodeURIComponent(id)}`;
      this.#assertFits(transactions, inOrder(await this.#items(of)));
    }
    for (const [connectorId, wanted] of Object.entries(samples)) {
      this.#assertFits(wanted, await this.#items(`${url}/samples?connectorId=${connectorId}`));
    }
    if (unmatchedStops !== undefined) {
      const of = `/api/unmatched-stops?chargerId=${encodeURIComponent(id)}`;
      this.#assertFits(unmatchedStops, inOrder(await this.#items(of)));
    }
    if (refusals !== undefined) this.#assertFits(refusals, services.refusals.list());
    if (notes !== undefined) {
      const all = await services.reads.charger(id);
      const counted = Object.fromEntries(all!.notes.map(({ kind, count }) => [kind, count]));
      assertEquals(Object.keys(counted).sort(), Object.keys(notes).sort(), JSON.stringify(all!.notes));
      this.#assertFits(notes, counted);
    }
  }

  async #items(path: string): Promise<unknown[]> {
    const { body } = await this.server.get(path);
    return (body as { items: unknown[] }).items;
  }
}

/** By number, then by meter: several of one millisecond have no order of their own. */
function inOrder(items: unknown[]): unknown[] {
  const placeOf = (item: unknown) =>
    isObject(item) ? Number(item.transactionId) * 1e6 + Number(item.meterStopWh ?? 0) : 0;
  return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}

async function soon<T>(work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("Nothing came in time")), PATIENCE_MS);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
