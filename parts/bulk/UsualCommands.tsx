/** What is asked of many chargers most often: the form, filled in. */
import type { BulkFormAsked } from "@/components/bulk_data.ts";
import { nameOf } from "@/components/command_text.ts";
import { withQuery } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";

export default function UsualCommands({ kept }: { kept: BulkFormAsked }) {
  const t = useTexts();
  const usual: { label: string; action: string; payload?: object }[] = [
    { label: t("quick.softReset"), action: "Reset", payload: { type: "Soft" } },
    { label: t("quick.hardReset"), action: "Reset", payload: { type: "Hard" } },
    ...["ChangeConfiguration", "UpdateFirmware", "SendLocalList"].map((action) => ({
      label: nameOf(action, t),
      action,
    })),
  ];
  return (
    <p class="buttons card-commands">
      {usual.map(({ label, action, payload }) => (
        <a
          key={label}
          class="button"
          href={withQuery("/bulk-commands/new", { ...kept, action, payload: payload && JSON.stringify(payload) })}
        >
          {label}
        </a>
      ))}
    </p>
  );
}
