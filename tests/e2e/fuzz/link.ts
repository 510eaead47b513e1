/** A charger that sends mutated frames, and holds the server to one answer for each call. */
import { assert, assertEquals } from "@std/assert";
import { errorCodes } from "../../../ocpp/frame.ts";
import { answeredId } from "./answered_id.ts";
import { rubbish } from "./frames.ts";

/** What the server bears of rubbish in a row. */
const MOST_UNREADABLE = 20;
/** One that was cut off ten times within a minute would have to wait: it goes on as another charger before. */
const LIVES = 5;

/** What was sent and answered on all links together. */
export interface Tally {
  frames: number;
  answers: number;
  results: number;
  unanswerable: number;
  reopened: number;
  codes: Record<string, number>;
}

/** A charger that sends in windows, and counts the answers to each id. */
export class FuzzLink {
  #socket!: WebSocket;
  #heard: string[] = [];
  #wake: () => void = () => {};
  #closed = null as CloseEvent | null;
  #marks = 0;
  #cutOff = 0;

  #tally!: Tally;

  constructor(private readonly url: string) {}

  /** What is sent and answered from now on counts there. */
  async open(tally: Tally): Promise<void> {
    this.#tally = tally;
    this.#closed = null;
    this.#socket = new WebSocket(`${this.url}-${Math.floor(this.#cutOff / LIVES)}`, ["ocpp1.6"]);
    const opened = Promise.withResolvers<void>();
    this.#socket.onopen = () => opened.resolve();
    this.#socket.onerror = () => opened.reject(new Error("Cannot connect"));
    this.#socket.onmessage = ({ data }) => {
      this.#heard.push(data);
      this.#wake();
    };
    this.#socket.onclose = (event) => {
      this.#closed = event;
      this.#wake();
    };
    await opened.promise;
  }

  async close(): Promise<void> {
    this.#socket.close();
    while (this.#closed === null) await this.#something();
  }

  /** Sends all of it and takes the answers. Calls are answered in their order: a last one tells when all are. */
  async exchange(texts: string[]): Promise<void> {
    const mark = JSON.stringify(`mark ${++this.#marks}`);
    const waiting = new Map<string, string[]>();
    for (const text of texts) {
      const id = answeredId(text);
      if (id === null) this.#tally.unanswerable++;
      else waiting.set(id, [...waiting.get(id) ?? [], text]);
      this.#socket.send(text);
    }
    this.#tally.frames += texts.length;
    this.#socket.send(`[2,${mark},"Heartbeat",{}]`);
    while (true) {
      const text = await this.#next();
      const [type, heardId, code] = JSON.parse(text);
      const id = JSON.stringify(heardId);
      assert(type === 3 || type === 4, `The server asked for something: ${text.slice(0, 200)}`);
      if (id === mark) break;
      const sent = waiting.get(id)?.shift();
      assert(sent !== undefined, `An answer that nothing of this window asked for: ${text.slice(0, 500)}`);
      if (type === 4) this.#refused(code, text, sent);
      else this.#tally.results++;
      this.#tally.answers++;
    }
    const unanswered = [...waiting.values()].flat();
    assertEquals(unanswered.map((text) => text.slice(0, 500)), [], "Every call is answered");
  }

  /** Sends what is no OCPP until the server has enough, and comes back. */
  async annoy(): Promise<void> {
    for (let i = 0; i <= MOST_UNREADABLE; i++) this.#socket.send(rubbish[i % rubbish.length]);
    this.#tally.frames += MOST_UNREADABLE + 1;
    this.#tally.unanswerable += MOST_UNREADABLE + 1;
    while (this.#closed === null) await this.#something();
    assertEquals(this.#heard, []);
    assertEquals([this.#closed.code, this.#closed.reason], [1008, "Too many messages that are not OCPP"]);
    this.#tally.reopened++;
    this.#cutOff++;
    await this.open(this.#tally);
  }

  #refused(code: string, answer: string, sent: string): void {
    assert(errorCodes.some((one) => one === code), `No code of the standard: ${answer.slice(0, 200)}`);
    assert(code !== "InternalError", `${answer.slice(0, 300)} to ${sent.slice(0, 2_000)}`);
    this.#tally.codes[code] = (this.#tally.codes[code] ?? 0) + 1;
  }

  async #next(): Promise<string> {
    while (this.#heard.length === 0) {
      assertEquals(this.#closed && [this.#closed.code, this.#closed.reason], null, "The link stays open");
      await this.#something();
    }
    return this.#heard.shift()!;
  }

  #something(): Promise<void> {
    return new Promise((wake) => this.#wake = wake);
  }
}
