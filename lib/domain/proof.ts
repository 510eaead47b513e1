/** What a charger proves itself by, and whom it believes: whoever can change it can pose as the charger, or as us. Pure. */
import { isSecretKey } from "./configuration.ts";

/** Its certificate, and those of the authorities that it takes for true. */
const CERTIFICATE_COMMANDS = ["CertificateSigned", "InstallCertificate", "DeleteCertificate"];

/** @see Improved security for OCPP 1.6-J, §4 (the keys AuthorizationKey and SecurityProfile) */
export function isProofKey(key: string): boolean {
  return isSecretKey(key) || key.trim().toLowerCase() === "securityprofile";
}

/** Whether a command changes it, whatever its payload. */
export function isProofAction(action: string): boolean {
  return CERTIFICATE_COMMANDS.includes(action);
}

/** Whether a command changes it. */
export function changesProof(action: string, payload: unknown): boolean {
  if (isProofAction(action)) return true;
  if (action !== "ChangeConfiguration" || typeof payload !== "object" || payload === null) return false;
  return "key" in payload && typeof payload.key === "string" && isProofKey(payload.key);
}
