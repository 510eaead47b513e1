import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";
import { closeToast, toasts } from "@/lib/client/toasts.ts";

/** Where `toast()` speaks. */
export default function Toasts() {
  const t = useTexts();
  return (
    <div class="toasts" role="status">
      {toasts.value.map(({ id, text, isFailure }) => (
        <div key={id} class="toast" data-failed={isFailure} role={isFailure ? "alert" : undefined}>
          <p>{text}</p>
          <button
            type="button"
            class="button quiet"
            aria-label={t("do.close")}
            onClick={() =>
              closeToast(id)}
          >
            <Icon name="x" />
          </button>
        </div>
      ))}
    </div>
  );
}
