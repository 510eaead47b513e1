import { Dialog } from "@/components/Dialog.tsx";
import { useTexts } from "@/components/reader.ts";
import ChargerField from "@/parts/charger/ChargerField.tsx";
import { toast } from "@/lib/client/toasts.ts";

const MOST_CHARACTERS = 100;

/** Gives a charger a name that people know it by. */
export default function LabelDialog({ chargerId, label, onDone }: {
  chargerId: string;
  label: string | null;
  onDone: () => void;
}) {
  const t = useTexts();
  return (
    <Dialog title={t("charger.editLabel")} onClose={onDone}>
      <ChargerField
        chargerId={chargerId}
        name="label"
        label={t("charger.label")}
        hint={t("charger.labelHint")}
        value={label ?? ""}
        read={(typed) => ({ value: typed || null })}
        onSaved={() => {
          toast(t("charger.labelSaved"));
          onDone();
        }}
        maxLength={MOST_CHARACTERS}
        class="form"
      >
        <div class="form-buttons">
          <button type="button" class="button" onClick={onDone}>{t("do.cancel")}</button>
          <button type="submit" class="button primary">{t("do.save")}</button>
        </div>
      </ChargerField>
    </Dialog>
  );
}
