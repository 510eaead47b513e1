/** An action as data: what one row of a version's table says. */
import { z } from "zod";
import type { Fact, Oddity } from "../lib/domain/fact.ts";
import type { Central, Supplies } from "./central.ts";
import type { Call } from "./frame.ts";

/** Who sent a message, and when it came (epoch ms by our clock). */
export interface Origin {
  chargerId: string;
  receivedAt: number;
}

/** Who was asked, when the answer came, and the operator who asked; null where nobody logs in. */
export interface Asked extends Origin {
  askedBy: string | null;
}

/** One action that a charger may send: a row of a version's table. */
export interface Inbound<Request, Response> {
  request: z.ZodType<Request>;
  /** A quicker way to what `request` makes of a usual payload; null for any other. */
  usual?(payload: unknown): Request | null;
  response: z.ZodType<Response>;
  /** The members of the request that the standard has. */
  members?: ReadonlySet<string>;
  /** Whether recording may fail because the same was told elsewhere: then it is answered once more. */
  mayConflict?: boolean;
  /** Decides our reply. Asked only when we are the authority. */
  answer(request: Request, central: Central, origin: Origin): Response | Promise<Response>;
  /** What the exchange means. Pure; asked always. */
  facts(request: Request, response: Response, origin: Origin): Fact[];
}

/** An inbound row whose types only it knows. */
export type AnyInbound = Inbound<unknown, unknown>;

/**
 * Keeps the types of a row together while it is written, and drops them for the table: the dispatcher hands `answer` and
 * `facts` nothing but what the row's own schema has parsed.
 */
export function inbound<Request, Response>(row: Inbound<Request, Response>): AnyInbound {
  // Compiled once: it halves what a MeterValues costs.
  return { ...row, request: z.compile(row.request), members: membersOf(row.request) } as unknown as AnyInbound;
}

/** What the schema of a payload says of itself. */
function membersOf(request: z.ZodType): ReadonlySet<string> {
  return new Set(z.array(z.string()).parse(request.meta()?.members ?? []));
}

/** One command that we may send to a charger: a row of a version's table. */
export interface Outbound<Request, Response> {
  /** Exactly the standard: nothing else may leave. Parsed, the members stand in the standard's order. */
  request: z.ZodType<Request>;
  /** What the charger answers, as generous as real chargers need. */
  response: z.ZodType<Response>;
  /** Members that may be left to the server, by JSON pointer: `complete` fills them in. */
  supplied?: string[];
  /** Fills in what an operator may leave to the server; `request` checks what comes of it. */
  complete?(
    payload: Record<string, unknown>,
    supplies: Supplies,
    to: { chargerId: string },
  ): Promise<Record<string, unknown>>;
  /** What the exchange means. Pure. */
  facts?(request: Request, response: Response, origin: Asked): Fact[];
}

/** An outbound row whose types only it knows. */
export type AnyOutbound = Outbound<unknown, unknown>;

/** Checks a row while it is written, and keeps its types for who sends that one command. */
export function outbound<Request, Response>(row: Outbound<Request, Response>): Outbound<Request, Response> {
  return row;
}

export interface Version {
  subprotocol: string;
  fromCharger: Record<string, AnyInbound>;
  toCharger: Record<string, AnyOutbound>;
  /** Actions that exist in the standard and that no charger may send, or that we do not take. */
  notSupported: string[];
  /** What a call does that the standard does not expect, and that was read as meant; at most one of a kind. */
  oddities(call: Call, read: unknown, members: ReadonlySet<string> | undefined): Oddity[];
}
