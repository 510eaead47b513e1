/** Which command a form is shown of. Without JavaScript a button shows it. */
import type { ComponentChildren } from "preact";
import { nameOf } from "@/components/command_text.ts";
import { useTexts } from "@/components/reader.ts";
import type { filterHandlers } from "@/lib/client/filter_form.ts";

interface ActionChoiceProps {
  /** Where the form is. */
  href: string;
  actions: string[];
  chosen: string | null;
  handlers: ReturnType<typeof filterHandlers>;
  /** What goes along, hidden. */
  children?: ComponentChildren;
}

export default function ActionChoice({ href, actions, chosen, handlers, children }: ActionChoiceProps) {
  const t = useTexts();
  return (
    <form class="command-form" method="get" action={href} {...handlers}>
      {children}
      <label class="field">
        <span>{t("commands.action")}</span>
        <select name="action">
          <option value="" selected={chosen === null}>{t("commands.choose")}</option>
          {actions.map((action) => (
            <option key={action} value={action} selected={action === chosen}>
              {action} – {nameOf(action, t)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button no-script">{t("do.show")}</button>
    </form>
  );
}
