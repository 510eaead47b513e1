/** The German texts. */
import { audit } from "./de/audit.ts";
import { bulk } from "./de/bulk.ts";
import { chargers } from "./de/chargers.ts";
import { chart } from "./de/chart.ts";
import { commands } from "./de/commands.ts";
import { common } from "./de/common.ts";
import { configuration } from "./de/configuration.ts";
import { messages } from "./de/messages.ts";
import { notes } from "./de/notes.ts";
import { overview } from "./de/overview.ts";
import { sessions } from "./de/sessions.ts";
import { settings } from "./de/settings.ts";
import { tags } from "./de/tags.ts";
import { upkeep } from "./de/upkeep.ts";
import { verdict } from "./de/verdict.ts";
import { words } from "./de/words.ts";

export const de = {
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
