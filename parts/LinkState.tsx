import { useEffect } from "preact/hooks";
import { useTexts } from "@/components/reader.ts";
import { link, onLive } from "@/lib/client/live.ts";

/** Whether what the page shows is the present; when it is not, a banner says so. */
export default function LinkState() {
  const t = useTexts();
  // Opens the stream also on pages whose own islands do not listen.
  useEffect(() => onLive({}), []);
  return (
    <>
      <p class="link-state" data-link={link.value}>
        {t(link.value === "live" ? "link.live" : link.value === "lost" ? "link.reconnecting" : "link.connecting")}
      </p>
      <div role="status" class="link-banner-place">
        {link.value === "lost" && <p class="link-banner">{t("link.lost")}</p>}
      </div>
    </>
  );
}
