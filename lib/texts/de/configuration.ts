import type { TranslationOf } from "../catalogue.ts";
import type { configuration as english } from "../en/configuration.ts";

export const configuration = {
  "configuration.title": "Konfiguration",
  "configuration.key": "Schlüssel",
  "configuration.value": "Wert",
  "configuration.known": "Stand",
  "configuration.search": "Schlüssel suchen",
  "configuration.searchHint": "Schlüssel, Werte und Bedeutungen suchen",
  "configuration.readNow": "Jetzt lesen",
  "configuration.reading": "Wird gelesen …",
  "configuration.other": "Anderen Schlüssel ändern",
  "configuration.none": "Noch nicht gelesen",
  "configuration.noneHint": "Lies sie jetzt: Dann meldet die Station alle ihre Schlüssel.",
  "configuration.noneOffline": "Die Station ist offline. Ihre Schlüssel lassen sich lesen, wenn sie zurück ist.",
  "configuration.noneFits": "Kein Schlüssel passt",
  "configuration.readonly": "nur lesbar",
  "configuration.secret": "nicht gezeigt",
  "configuration.noValue": "kein Wert",
  "configuration.lastRead": "Gelesen {when}",
  "configuration.changed": "Geändert {when}",
  "configuration.changedBy": "Geändert {when} von {who}",
  "configuration.edit": "{key} ändern",
  "configuration.newValue": "Neuer Wert von {key}",
  "configuration.saved": "{key} ist geändert",
  "configuration.savedReboot": "{key} ist gespeichert und wirkt, wenn die Station neu gestartet ist",
  "configuration.needsReboot": "Wirkt nach einem Neustart",
  "configuration.rebootNotice": {
    one: "{count} Änderung wirkt, wenn die Station neu gestartet ist.",
    other: "{count} Änderungen wirken, wenn die Station neu gestartet ist.",
  },
  "configuration.count": { one: "{count} Schlüssel", other: "{count} Schlüssel" },
} satisfies TranslationOf<typeof english>;
