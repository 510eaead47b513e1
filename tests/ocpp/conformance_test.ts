/** Every message of OCPP 1.6 and of its security extension, held against the official JSON schemas. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { z } from "zod";
import { registrations } from "../../lib/domain/charger.ts";
import type { TagInfo } from "../../ocpp/central.ts";
import { v16 } from "../../ocpp/v16/mod.ts";
import { aCentral } from "./v16/central.ts";
import { type Mutation, mutationsOf } from "./v16/mutations.ts";
import { actions, type Message, officialFault, standard, standardFault } from "./v16/official.ts";
import { keeping } from "./v16/payloads.ts";
import { tolerances } from "./v16/tolerances.ts";

const RUNS = { numRuns: 25 };

const fromCharger = Object.keys(v16.fromCharger);
const toCharger = Object.keys(v16.toCharger);
const toleratedSoFar = new Set<string>();

/** The tolerance that allows a charger this, by its name; null when there is none. */
function toleranceOf(mutation: Mutation, message: Message): string | null {
  const tolerance = tolerances.find(({ allows }) => allows(mutation, message));
  if (tolerance !== undefined) toleratedSoFar.add(tolerance.name);
  return tolerance?.name ?? null;
}

/** What went wrong with a mutation, so that a person can see it. */
function told({ kind, path, payload }: Mutation, what: string): string {
  return `${what}: ${kind} at /${path.join("/")} in ${JSON.stringify(payload).slice(0, 500)}`;
}

/** Holds a schema of ours against the standard: it takes all that keeps it and nothing else, but what is tolerated. */
function assertConforms(message: Message, schema: z.ZodType, tolerate: typeof toleranceOf): void {
  const official = standard.get(message)!;
  fc.assert(
    fc.property(keeping(message, official), (payload) => {
      assertEquals(standardFault(message, payload), null, "The test makes payloads that keep the standard");
      assertEquals(schema.safeParse(payload).error?.issues, undefined, JSON.stringify(payload));
      for (const mutation of mutationsOf(official, payload)) {
        const isTaken = schema.safeParse(mutation.payload).success;
        const mayBeTaken = standardFault(message, mutation.payload) === null || tolerate(mutation, message) !== null;
        assertEquals(isTaken, mayBeTaken, told(mutation, isTaken ? "Taken" : "Refused"));
      }
    }),
    RUNS,
  );
}

const noTolerance = () => null;

const tagInfo = fc.record<TagInfo, "status">({
  status: fc.constantFrom("Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"),
  parentIdTag: fc.string({ unit: "grapheme-ascii", maxLength: 20 }),
  expiresAt: fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }),
}, { requiredKeys: ["status"] });

/** What the central system may make of a charger, a tag and a start. */
const anything = fc.record({
  heartbeatIntervalS: fc.nat(),
  registrationOf: fc.constantFrom(...registrations).map((registration) => () => Promise.resolve(registration)),
  authorize: tagInfo.map((tag) => () => Promise.resolve(tag)),
  authorizeStart: tagInfo.map((tag) => () => Promise.resolve(tag)),
  transactionNumberFor: fc.integer({ min: 1, max: 2 ** 31 - 1 }).map((number) => () => Promise.resolve(number)),
});

Deno.test("every action of the standard has a row, in the direction that the standard gives it", () => {
  assertEquals([...new Set([...fromCharger, ...toCharger])].sort(), [...actions].sort());
  assertEquals(fromCharger.filter((action) => toCharger.includes(action)), ["DataTransfer"]);
  assertEquals(v16.notSupported, toCharger.filter((action) => action !== "DataTransfer"));
  assertEquals([fromCharger.length, toCharger.length, actions.length], [14, 26, 39]);
});

for (const action of fromCharger) {
  const row = v16.fromCharger[action];

  Deno.test(`${action}.req is taken from a charger when it keeps the standard, and answered by the standard`, async () => {
    await fc.assert(
      fc.asyncProperty(keeping(`${action}.req`, standard.get(`${action}.req`)!), anything, async (payload, world) => {
        const { call } = aCentral(world);
        const answer = await call(action, payload);
        assertEquals(answer.type, "result", JSON.stringify([payload, answer]));
        assert(answer.type === "result");
        assertEquals(officialFault(`${action}.conf`, answer.payload), null, JSON.stringify(answer.payload));
        assertEquals(row.response.safeParse(answer.payload).error?.issues, undefined);
      }),
      RUNS,
    );
  });

  Deno.test(`${action}.req that breaks the standard is refused with the right code and not recorded`, async () => {
    const message: Message = `${action}.req`;
    const official = standard.get(message)!;
    await fc.assert(
      fc.asyncProperty(keeping(message, official), async (payload) => {
        for (const mutation of mutationsOf(official, payload)) {
          const { call, recorded } = aCentral();
          const answer = await call(action, mutation.payload);
          const mayBeTaken = standardFault(message, mutation.payload) === null ||
            toleranceOf(mutation, message) !== null;
          assertEquals(
            answer.type === "error" ? answer.code : "taken",
            mayBeTaken ? "taken" : mutation.code,
            told(mutation, JSON.stringify(answer)),
          );
          if (!mayBeTaken) assertEquals(recorded, []);
        }
      }),
      RUNS,
    );
  });

  Deno.test(`${action}.conf of ours is exactly the standard's`, () => {
    assertConforms(`${action}.conf`, row.response, noTolerance);
  });
}

for (const action of toCharger) {
  const row = v16.toCharger[action];

  Deno.test(`${action}.req to a charger is exactly the standard's`, () => {
    assertConforms(`${action}.req`, row.request, noTolerance);
  });

  Deno.test(`${action}.req goes out with its members in the standard's order`, () => {
    const message: Message = `${action}.req`;
    fc.assert(
      fc.property(keeping(message, standard.get(message)!), (payload) => {
        assertEquals(JSON.stringify(row.request.parse(reversed(payload))), JSON.stringify(payload));
      }),
      RUNS,
    );
  });

  Deno.test(`${action}.conf of a charger is taken when it keeps the standard, and only tolerated otherwise`, () => {
    assertConforms(`${action}.conf`, row.response, toleranceOf);
  });
}

Deno.test("every tolerance is one that a message needs", () => {
  assertEquals(tolerances.map(({ name }) => name).filter((name) => !toleratedSoFar.has(name)), []);
});

/** The same with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, one]) => [name, reversed(one)]));
}
