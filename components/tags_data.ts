/** What the list of tags shows. */
import type { TagState } from "@/lib/domain/tag_state.ts";
import type { TagView } from "@/lib/domain/views.ts";
import type { Services } from "@/lib/services.ts";

export type TagRow = TagView & {
  /** How many sessions run with it. */
  running: number;
};

export interface TagList {
  items: TagRow[];
  /** The tag to go on after. */
  next: string | null;
  /** Whether any is stored. */
  isEmpty: boolean;
  /** Whether a tag that is not stored may charge. */
  acceptsUnknown: boolean;
}

export async function readTags(
  { reads, fleet, store, config }: Services,
  { limit, after, ...filter }: { q?: string; state?: TagState; limit: number; after?: string },
): Promise<TagList> {
  const [{ items, next }, isEmpty] = await Promise.all([reads.tags(filter, { limit, after }), store.tags.isEmpty()]);
  const running = new Map<string, number>();
  for (const { connectors } of fleet.states()) {
    for (const { transaction } of connectors.values()) {
      const idTag = transaction?.idTag.toLowerCase();
      if (idTag !== undefined) running.set(idTag, (running.get(idTag) ?? 0) + 1);
    }
  }
  return {
    items: items.map((tag) => ({ ...tag, running: running.get(tag.idTag.toLowerCase()) ?? 0 })),
    next,
    isEmpty,
    acceptsUnknown: config.tags === "open" || (config.tags === null && isEmpty),
  };
}
