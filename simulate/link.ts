/** Opening a WebSocket, and how long to wait before trying again. */
import type { Random } from "./random.ts";

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 20_000;

/** Resolves with an open socket, or with the reason why there is none. */
export function openSocket(url: string, signal: AbortSignal): Promise<WebSocket | string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, ["ocpp1.6"]);
    let reason = "the connection was closed";
    const giveUp = () => socket.close();
    const settle = (outcome: WebSocket | string) => {
      signal.removeEventListener("abort", giveUp);
      socket.onopen = socket.onerror = socket.onclose = null;
      resolve(outcome);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    socket.onopen = () => settle(socket);
    socket.onerror = (event) => {
      if (event instanceof ErrorEvent) reason = event.message;
    };
    socket.onclose = () => settle(reason);
  });
}

/** Doubles from failure to failure, and is spread so that chargers do not come back all at once. */
export function backOffMs(failures: number, random: Random): number {
  return Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** failures) * random.between(0.5, 1);
}
