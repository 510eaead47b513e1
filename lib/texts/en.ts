/** The English texts: they say which texts there are. */
import { audit } from "./en/audit.ts";
import { bulk } from "./en/bulk.ts";
import { chargers } from "./en/chargers.ts";
import { chart } from "./en/chart.ts";
import { commands } from "./en/commands.ts";
import { common } from "./en/common.ts";
import { configuration } from "./en/configuration.ts";
import { messages } from "./en/messages.ts";
import { notes } from "./en/notes.ts";
import { overview } from "./en/overview.ts";
import { sessions } from "./en/sessions.ts";
import { settings } from "./en/settings.ts";
import { tags } from "./en/tags.ts";
import { upkeep } from "./en/upkeep.ts";
import { verdict } from "./en/verdict.ts";
import { words } from "./en/words.ts";

export const en = {
  ...audit,
  ...bulk,
  ...chargers,
  ...chart,
  ...commands,
  ...common,
  ...configuration,
  ...messages,
  ...notes,
  ...overview,
  ...sessions,
  ...settings,
  ...tags,
  ...upkeep,
  ...verdict,
  ...words,
};
