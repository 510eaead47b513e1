/** Templates of charging profiles: what operators make and change. Each has an id for life, that no other has. */
import type { Clock } from "./clock.ts";
import type { ChargingProfile, ProfileTemplate } from "./domain/charging_profile.ts";
import type { Store } from "./store/mod.ts";

/** A profile whose id may be left to the server. */
export interface GivenProfile {
  chargingProfileId?: number;
  transactionId?: number;
  stackLevel: number;
  chargingProfilePurpose: string;
  [other: string]: unknown;
}

/** `name-taken`, `id-taken`: by another template; `id-fixed`: this one has another id. */
export type TemplateOutcome =
  | { type: "stored"; template: ProfileTemplate; isNew: boolean }
  | { type: "name-taken" }
  | { type: "id-taken"; by: string }
  | { type: "id-fixed"; id: number };

export class ProfileTemplates {
  constructor(private readonly parts: { store: Store; clock: Clock }) {}

  async add(name: string, given: GivenProfile): Promise<TemplateOutcome> {
    const { store: { chargingProfiles }, clock } = this.parts;
    while (true) {
      if (await chargingProfiles.find(name) !== null) return { type: "name-taken" };
      const chargingProfileId = given.chargingProfileId ?? await chargingProfiles.nextId();
      const by = await chargingProfiles.nameOf(chargingProfileId);
      if (by !== null) return { type: "id-taken", by };
      const profile = withId(given, chargingProfileId);
      const template: ProfileTemplate = { v: 1, name, profile, createdAt: clock.now() };
      if (await chargingProfiles.add(template)) return { type: "stored", template, isNew: true };
    }
  }

  /** Stores a profile under a name, whether there was one or not. */
  async put(name: string, given: GivenProfile): Promise<TemplateOutcome> {
    const { chargingProfiles } = this.parts.store;
    while (true) {
      const known = await chargingProfiles.find(name);
      if (known === null) {
        const added = await this.add(name, given);
        if (added.type === "name-taken") continue;
        return added;
      }
      const id = known.profile.chargingProfileId;
      if ((given.chargingProfileId ?? id) !== id) return { type: "id-fixed", id };
      const template = { ...known, profile: withId(given, id) };
      if (await chargingProfiles.replace(template)) return { type: "stored", template, isNew: false };
    }
  }
}

/** In the standard's order, whose first member it is. */
function withId({ chargingProfileId: _, ...rest }: GivenProfile, chargingProfileId: number): ChargingProfile {
  return { chargingProfileId, ...rest };
}
