import { useSignal } from "@preact/signals";
import { useTexts } from "@/components/reader.ts";
import { confirmed, type Question } from "@/lib/client/confirm.ts";
import { type CommandWish, runCommand } from "@/lib/client/send_command.ts";

interface QuickCommandProps {
  chargerId: string;
  wish: CommandWish;
  label: string;
  /** Asked before, where it hurts. */
  question?: Question;
  isOnline: boolean;
}

/** A command as a button; how it ended is told at the edge of the page. */
export default function QuickCommand({ chargerId, wish, label, question, isOnline }: QuickCommandProps) {
  const t = useTexts();
  const isSending = useSignal(false);

  async function send() {
    if (question !== undefined && !await confirmed(question)) return;
    isSending.value = true;
    await runCommand(chargerId, wish, t);
    isSending.value = false;
  }

  return (
    <button
      type="button"
      class="button needs-script"
      disabled={isSending.value || !isOnline}
      aria-busy={isSending.value}
      title={isOnline ? undefined : t("commands.offline")}
      onClick={send}
    >
      {label}
    </button>
  );
}
