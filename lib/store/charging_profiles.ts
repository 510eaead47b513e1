/** Templates of charging profiles, and the profiles that chargers hold. */
import {
  type ClearCriteria,
  type InstalledProfile,
  installedProfileSchema,
  isCleared,
  isMadeFrom,
  isStanding,
  type ProfileTemplate,
  profileTemplateSchema,
  type Running,
} from "../domain/charging_profile.ts";
import type { Log } from "../log.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import type { Instances } from "./instances.ts";
import { keys } from "./keys.ts";
import { BlockNumbers } from "./numbers.ts";
import { Recall } from "./recall.ts";
import { readRecord } from "./records.ts";

export class ChargingProfiles {
  readonly #numbers: BlockNumbers;
  /** By charger. */
  readonly #held: Recall<InstalledProfile[]>;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; instances: Pick<Instances, "aloneSince">; log: Log },
  ) {
    this.#numbers = new BlockNumbers(kv, "charging_profile");
    this.#held = new Recall(parts.instances);
  }

  /** A chargingProfileId that no template has. */
  async nextId(): Promise<number> {
    while (true) {
      const id = await this.#numbers.take();
      if ((await this.kv.get(keys.profileTemplateById(id))).value === null) return id;
    }
  }

  async find(name: string): Promise<ProfileTemplate | null> {
    return readRecord(profileTemplateSchema, await this.kv.get(keys.profileTemplate(name)), this.parts.log);
  }

  /** The name of the template that has this id. */
  async nameOf(chargingProfileId: number): Promise<string | null> {
    return (await this.kv.get<string>(keys.profileTemplateById(chargingProfileId))).value;
  }

  /** Newest first. */
  async list(): Promise<ProfileTemplate[]> {
    const entries = await Array.fromAsync(this.kv.list({ prefix: ["profile_template"] }));
    return entries.map((entry) => readRecord(profileTemplateSchema, entry, this.parts.log))
      .filter((one) => one !== null)
      .toSorted((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? -1 : 1));
  }

  /** Stores a new template; false when its name or its id is taken. */
  async add(template: ProfileTemplate): Promise<boolean> {
    const key = keys.profileTemplate(template.name);
    const byId = keys.profileTemplateById(template.profile.chargingProfileId);
    const stored = await this.parts.commit.write({
      checks: [{ key, versionstamp: null }, { key: byId, versionstamp: null }],
      sets: [{ key, value: template }, { key: byId, value: template.name }],
    });
    return stored !== null;
  }

  /** Stores another profile under the name and the id that the template has; false when there is none of these. */
  async replace(template: ProfileTemplate): Promise<boolean> {
    const key = keys.profileTemplate(template.name);
    while (true) {
      const entry = await this.kv.get(key);
      const known = readRecord(profileTemplateSchema, entry, this.parts.log);
      if (known?.profile.chargingProfileId !== template.profile.chargingProfileId) return false;
      if (await this.parts.commit.write({ checks: [entry], sets: [{ key, value: template }] })) return true;
    }
  }

  /** Whether it was there. What was installed from it stays at its chargers. */
  async remove(name: string): Promise<boolean> {
    const found = await this.find(name);
    if (found === null) return false;
    await this.parts.commit.write({
      deletes: [keys.profileTemplate(name), keys.profileTemplateById(found.profile.chargingProfileId)],
    });
    return true;
  }

  /** A charger took a profile. It replaces the one of the same id, and that of the same place, purpose and level (§5.16.4). */
  async installed(fact: Omit<InstalledProfile, "v" | "template">): Promise<void> {
    const { chargerId, profile } = fact;
    const name = await this.nameOf(profile.chargingProfileId);
    const template = name === null ? null : await this.find(name);
    const isTemplate = template !== null && isMadeFrom(profile, template);
    const value: InstalledProfile = { v: 1, ...fact, template: isTemplate ? name : null };
    const key = keyOf(value);
    const replaced = (await this.of(chargerId)).filter((one) =>
      one.profile.chargingProfileId === profile.chargingProfileId && String(keyOf(one)) !== String(key)
    );
    await this.#write(chargerId, { sets: [{ key, value }], deletes: replaced.map(keyOf) });
  }

  async cleared(chargerId: string, criteria: ClearCriteria): Promise<void> {
    const gone = (await this.of(chargerId)).filter((one) => isCleared(one, criteria));
    if (gone.length > 0) await this.#write(chargerId, { deletes: gone.map(keyOf) });
  }

  /** A transaction ended: the profiles that went with it are gone. `running` is what runs on the connector now. */
  async transactionEnded(chargerId: string, connectorId: number, running: Running | null): Promise<void> {
    const gone = (await this.of(chargerId)).filter((one) =>
      one.connectorId === connectorId && !isStanding(one, running)
    );
    if (gone.length > 0) await this.#write(chargerId, { deletes: gone.map(keyOf) });
  }

  /** What a charger holds, by connector. */
  of(chargerId: string): Promise<InstalledProfile[]> {
    return this.#held.get(chargerId, async () => {
      const entries = await Array.fromAsync(this.kv.list({ prefix: ["installed_profile", chargerId] }));
      return entries.map((entry) => readRecord(installedProfileSchema, entry, this.parts.log))
        .filter((one) => one !== null);
    });
  }

  /** The charger was forgotten, and all that it held. */
  forgotten(chargerId: string): void {
    this.#held.forget(chargerId);
  }

  async #write(chargerId: string, write: Write): Promise<void> {
    await this.#held.changing([chargerId], this.parts.commit.write(write));
  }
}

function keyOf({ chargerId, connectorId, profile }: InstalledProfile): Deno.KvKey {
  return keys.installedProfile(chargerId, connectorId, profile.chargingProfilePurpose, profile.stackLevel);
}
