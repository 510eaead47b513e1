/** Local Auth List Management profile. */
import { assertEquals } from "@std/assert";
import { ACCEPTED, BLOCKED_TAG, EXPIRED_TAG, PARENT, type Scenario, SIBLING_TAG, TAG } from "./charge_point.ts";

/** Asks which list a charge point holds. */
function version(listVersion: number): Scenario[2] {
  return async (point) => {
    await point.asked("GetLocalListVersion", {}, { listVersion });
    assertEquals((await point.view()).localList?.version, listVersion);
  };
}

/** Sends the stored tags to a charge point that does not take them. */
function refused(status: string): Scenario[2] {
  return async (point) => {
    await point.asked("GetLocalListVersion", {}, { listVersion: 0 });
    await point.heard("SendLocalList", {}, { status });
    assertEquals((await point.view()).localList?.version, 0);
  };
}

const one = [{ idTag: TAG, idTagInfo: ACCEPTED }];

export const localList: Scenario[] = [
  ["TC_042_1", "List version: not supported", version(-1)],
  ["TC_042_2", "List version: empty", version(0)],
  ["TC_043_1", "Send list: not supported", refused("NotSupported")],
  ["TC_043_3", "Send list: failed", refused("Failed")],
  ["TC_043_4", "Send list: full", async (point) => {
    const { listVersion, updateType, localAuthorizationList } = await point.heard("SendLocalList", {}, ACCEPTED);
    const byTag = Object.fromEntries(
      (localAuthorizationList as { idTag: string; idTagInfo: unknown }[]).map((tag) => [tag.idTag, tag.idTagInfo]),
    );
    assertEquals([updateType, byTag[TAG], byTag[BLOCKED_TAG]], ["Full", ACCEPTED, { status: "Blocked" }]);
    assertEquals(byTag[SIBLING_TAG], { parentIdTag: PARENT, status: "Accepted" });
    assertEquals((byTag[EXPIRED_TAG] as { status: string }).status, "Expired");
    assertEquals((await point.view()).localList?.version, listVersion);
    const listOfOne = { listVersion: 100, localAuthorizationList: one, updateType: "Full" };
    await point.asked("SendLocalList", listOfOne, ACCEPTED);
    assertEquals((await point.view()).localList?.version, 100);
  }],
  ["TC_043_5", "Send list: differential", async (point) => {
    await point.asked("GetLocalListVersion", {}, { listVersion: 5 });
    const list = { listVersion: 6, localAuthorizationList: [...one, { idTag: "GONE" }], updateType: "Differential" };
    await point.asked("SendLocalList", list, ACCEPTED);
    await point.asked("GetLocalListVersion", {}, { listVersion: 6 });
    assertEquals((await point.view()).localList?.version, 6);
  }],
];
