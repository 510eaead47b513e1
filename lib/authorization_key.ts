/** The AuthorizationKey: the configuration key that holds a charger's password, set by ChangeConfiguration. */
import { isSecretKey } from "./domain/configuration.ts";
import { passwordBytes } from "./domain/credential.ts";
import { isObject } from "./json.ts";

/** The password that a command gives its charger; null: it gives none. */
export function passwordIn(action: string, payload: unknown): Uint8Array | null {
  if (action !== "ChangeConfiguration" || !isObject(payload) || !isSecretKey(String(payload.key))) return null;
  return passwordBytes(new TextEncoder().encode(String(payload.value)));
}

/** Whether the charger said that it keeps the one it has. */
export function isKept(answer: unknown): boolean {
  return isObject(answer) && (answer.status === "Rejected" || answer.status === "NotSupported");
}
