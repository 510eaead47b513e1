/** OCPP 1.6, Local Auth List Management profile: what the central system may send. */
import { outbound } from "../../action.ts";
import { updateStatuses, updateTypes } from "../enums.ts";
import { exactly, idTagInfo, idToken, listOf, natural, toIdTagInfo } from "../exact.ts";
import { integer, oneOf, payload } from "../fields.ts";

/** §6.27 */
export const getLocalListVersion = outbound({
  request: exactly({}),
  response: payload({ listVersion: integer }),
  facts: (_, { listVersion }, { receivedAt }) => [{ type: "local-list", version: listVersion, at: receivedAt }],
});

/** AuthorizationData, §7.1. */
const authorizationData = exactly({ idTag: idToken, idTagInfo: idTagInfo.optional() });

/**
 * §6.41. Without a list the stored tags are sent, in full unless asked otherwise, and under a new version. A differential
 * update also names those that were removed, without a word of what they may: so they leave the charger's list (§7.1).
 *
 * No tag stands twice, in whatever case, and a full list says of each tag what it may (§7.1).
 */
export const sendLocalList = outbound({
  request: exactly({
    listVersion: natural,
    localAuthorizationList: listOf(authorizationData).optional(),
    updateType: oneOf(updateTypes),
  }).check(({ value: { localAuthorizationList = [], updateType }, issues }) => {
    const seen = new Set<string>();
    for (const [i, { idTag, idTagInfo }] of localAuthorizationList.entries()) {
      const path = ["localAuthorizationList", i];
      const key = idTag.toLowerCase();
      if (seen.has(key)) {
        issues.push({ code: "custom", input: idTag, path: [...path, "idTag"], message: "Expected each tag once" });
      }
      if (updateType === "Full" && idTagInfo === undefined) {
        const message = "Missing, which only a Differential update may mean";
        issues.push({ code: "custom", input: idTagInfo, path: [...path, "idTagInfo"], message });
      }
      seen.add(key);
    }
  }),
  response: payload({ status: oneOf(updateStatuses) }),
  supplied: ["/listVersion", "/localAuthorizationList", "/updateType"],
  async complete(payload, supplies, { chargerId }) {
    const { listVersion, localAuthorizationList, updateType = "Full" } = payload;
    return {
      ...payload,
      listVersion: listVersion ?? await supplies.nextListVersion(chargerId),
      updateType,
      localAuthorizationList: localAuthorizationList ?? [
        ...(await supplies.storedTags()).map((tag) => ({ idTag: tag.idTag, idTagInfo: toIdTagInfo(tag) })),
        ...updateType === "Differential" ? (await supplies.removedTags()).map((idTag) => ({ idTag })) : [],
      ],
    };
  },
  facts: ({ listVersion }, { status }, { receivedAt }) =>
    status === "Accepted" ? [{ type: "local-list", version: listVersion, at: receivedAt }] : [],
});
