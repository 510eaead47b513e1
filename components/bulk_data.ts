/** What the pages of commands to many chargers show. */
import type { Suggestions } from "@/components/action/ActionFields.tsx";
import type { Payload } from "@/lib/domain/action_draft.ts";
import type { ActionForm } from "@/lib/domain/action_form.ts";
import type { BulkChargerView, BulkCommandView } from "@/lib/domain/bulk_views.ts";
import type { Page } from "@/lib/domain/views.ts";

/** The form of a new one. */
export interface BulkFormData {
  actions: string[];
  form: ActionForm | null;
  payload: Payload | null;
  suggestions: Suggestions;
  templates: string[];
}

/** The address of that form: `all` says that it goes to all that fit the filter; without it and `retryOf`, to those picked. */
export interface BulkFormAsked {
  action?: string;
  payload?: string;
  all?: string;
  q?: string;
  status?: string;
  online?: string;
  retryOf?: string;
}

export interface BulkData {
  bulk: BulkCommandView;
  chargers: Page<BulkChargerView>;
}

export interface BulkAsked {
  failed?: string;
  cursor?: string;
}
