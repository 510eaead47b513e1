import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { meterValues } from "../../../ocpp/v16/transactions.ts";
import { readUsual } from "../../../ocpp/v16/usual_meter_values.ts";
import { mutationsOf } from "./mutations.ts";
import { standard } from "./official.ts";
import { keeping } from "./payloads.ts";

Deno.test("a usual MeterValues is read as its schema reads it, and what the schema refuses is never usual", () => {
  const official = standard.get("MeterValues.req")!;
  let usual = 0;
  fc.assert(
    fc.property(keeping("MeterValues.req", official), (payload) => {
      for (const one of [payload, ...mutationsOf(official, payload).map((mutation) => mutation.payload)]) {
        const read = readUsual(one);
        if (read === null) continue;
        usual++;
        assertEquals(read, meterValues.request.parse(one));
      }
    }),
    { numRuns: 200 },
  );
  assert(usual > 1_000, `Only ${usual} were usual`);
});
