/**
 * The scenarios for a central system of the open OCPP 1.6 certification kits, by their numbers (TC_…_CSMS). The charge point is a
 * client that others wrote, the operator is the REST API.
 */
import { assertEquals } from "@std/assert";
import { aServer, type TestServer } from "../server.ts";
import {
  BLOCKED_TAG,
  ChargePoint,
  EXPIRED_TAG,
  PARENT,
  type Scenario,
  SIBLING_TAG,
  TAG,
} from "./certification/charge_point.ts";
import { remoteTrigger, smartCharging } from "./certification/charging.ts";
import { firmwareManagement } from "./certification/firmware.ts";
import { localList } from "./certification/local_list.ts";
import { remoteControl } from "./certification/remote_control.ts";
import { reservation } from "./certification/reservation.ts";
import { secureLinks } from "./certification/secure_links.ts";
import { security } from "./certification/security.ts";
import { sessions } from "./certification/sessions.ts";

const profiles: Record<string, Scenario[]> = {
  Core: [...sessions, ...remoteControl],
  "Local Auth List Management": localList,
  "Firmware Management": firmwareManagement,
  Reservation: reservation,
  "Remote Trigger": remoteTrigger,
  "Smart Charging": smartCharging,
  Security: security,
};

const tags = {
  [TAG]: {},
  [EXPIRED_TAG]: { expiresAt: "2026-01-01T00:00:00Z" },
  [BLOCKED_TAG]: { blocked: true },
  [SIBLING_TAG]: { parentIdTag: PARENT },
};

async function knowTags(server: TestServer): Promise<void> {
  for (const [idTag, tag] of Object.entries(tags)) {
    await server.get(`/api/tags/${idTag}`, { method: "PUT", body: JSON.stringify(tag) });
  }
}

for (const [profile, scenarios] of Object.entries(profiles)) {
  Deno.test(`OCPP 1.6 certification, ${profile}`, async (t) => {
    await using server = await aServer();
    await knowTags(server);
    for (const [number, title, run] of scenarios) {
      await t.step(`${number}_CSMS ${title}`, async () => {
        const point = new ChargePoint(server, number);
        await point.connect();
        await run(point);
        await point.leave();
      });
    }
  });
}

Deno.test("OCPP 1.6 certification, Security: passwords and TLS", async (t) => {
  for (const [number, title, run] of secureLinks) await t.step(`${number}_CSMS ${title}`, run);
});

Deno.test("every scenario has a number of its own", () => {
  const numbers = [...Object.values(profiles).flat(), ...secureLinks].map(([number]) => number);
  assertEquals([new Set(numbers).size, numbers.length], [77, 77]);
});
