import { useEffect } from "preact/hooks";
import { link, onLive } from "@/lib/client/live.ts";

/** Whether what the page shows is the present; when it is not, a banner says so. */
export default function LinkState() {
  // Opens the stream also on pages whose own islands do not listen.
  useEffect(() => onLive({}), []);
  return (
    <>
      <p class="link-state" data-link={link.value}>
        {link.value === "live" ? "Live" : link.value === "lost" ? "Reconnecting…" : "Connecting…"}
      </p>
      <div role="status" class="link-banner-place">
        {link.value === "lost" && <p class="link-banner">Live updates lost – reconnecting…</p>}
      </div>
    </>
  );
}
