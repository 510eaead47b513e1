/**
 * Who may do what: every route and method of the app, and the least role for it. The one place where that is decided; a
 * route that is not here is for admins alone.
 */
import { reaches, type Role, type User } from "./domain/operator.ts";
import { changesProof } from "./domain/proof.ts";

/** `anyone`: no log-in is asked. What changes something says what it does, for the audit. Without a method: all of them. */
type Row = readonly ["anyone" | Role] | readonly ["anyone" | Role, string];

const viewer = ["viewer"] as const;
const anyone = ["anyone"] as const;

export const access = {
  "GET /login": anyone,
  "POST /login": ["anyone", "Log in"],
  "POST /logout": ["viewer", "Log out"],

  // Chargers, what they upload, and the platform's checks.
  "GET /ocpp/:id": anyone,
  "/api/uploads/*": anyone,
  "GET /health/live": anyone,
  "GET /health/ready": anyone,
  "GET /metrics": viewer,

  "GET /": viewer,
  "GET /chargers": viewer,
  "GET /chargers/:id": viewer,
  "POST /chargers/:id": ["operator", "Change a charger"],
  "GET /chargers/:id/commands": viewer,
  "GET /chargers/:id/configuration": viewer,
  "GET /chargers/:id/messages": viewer,
  "GET /chargers/:id/upkeep": viewer,
  "GET /bulk-commands": viewer,
  "GET /bulk-commands/new": ["operator"],
  "GET /bulk-commands/:id": viewer,
  "GET /transactions": viewer,
  "GET /transactions/:id": viewer,
  "GET /tags": viewer,
  "GET /messages": viewer,
  "GET /settings": viewer,
  "GET /settings/audit": ["admin"],

  "GET /api/live": viewer,
  "GET /api/stats": viewer,
  "GET /api/chargers": viewer,
  "POST /api/chargers": ["operator", "Add a charger"],
  "GET /api/chargers/:id": viewer,
  "PATCH /api/chargers/:id": ["operator", "Change a charger"],
  "DELETE /api/chargers/:id": ["admin", "Remove a charger"],
  "GET /api/chargers/:id/certificate-requests": viewer,
  "GET /api/chargers/:id/charging-profiles": viewer,
  "GET /api/chargers/:id/commands": viewer,
  "POST /api/chargers/:id/commands/:action": ["operator", "Send a command"],
  "GET /api/chargers/:id/composite-schedules": viewer,
  "GET /api/chargers/:id/configuration": viewer,
  // What a charger proves itself by: also by a command or a security profile, see PROOF.
  "GET /api/chargers/:id/credential": ["admin"],
  "PUT /api/chargers/:id/credential": ["admin", "Set a charger's password"],
  "DELETE /api/chargers/:id/credential": ["admin", "Remove a charger's password"],
  "GET /api/chargers/:id/diagnosis": viewer,
  "GET /api/chargers/:id/jobs": viewer,
  "GET /api/chargers/:id/jobs/:jobId/file": viewer,
  "GET /api/chargers/:id/messages": viewer,
  "GET /api/chargers/:id/samples": viewer,
  "GET /api/chargers/:id/security-events": viewer,
  "GET /api/bulk-commands": viewer,
  "POST /api/bulk-commands": ["operator", "Send a command to many"],
  // It changes nothing: no row of the audit for each look at the form.
  "POST /api/bulk-commands/check": ["operator"],
  "GET /api/bulk-commands/:id": viewer,
  "GET /api/bulk-commands/:id/chargers": viewer,
  "POST /api/bulk-commands/:id/stop": ["operator", "Stop a command to many"],
  "POST /api/bulk-commands/:id/retry": ["operator", "Retry a command to many"],
  "GET /api/charging-profiles": viewer,
  "POST /api/charging-profiles": ["operator", "Add a charging profile"],
  "GET /api/charging-profiles/:name": viewer,
  "PUT /api/charging-profiles/:name": ["operator", "Change a charging profile"],
  "DELETE /api/charging-profiles/:name": ["operator", "Remove a charging profile"],
  "GET /api/refusals": viewer,
  "GET /api/reservations": viewer,
  "GET /api/tags": viewer,
  "GET /api/tags.csv": viewer,
  "POST /api/tags/import": ["operator", "Import tags"],
  "GET /api/tags/:idTag": viewer,
  "PUT /api/tags/:idTag": ["operator", "Set a tag"],
  "DELETE /api/tags/:idTag": ["operator", "Remove a tag"],
  "GET /api/transactions": viewer,
  "GET /api/transactions.csv": viewer,
  "GET /api/transactions/totals": viewer,
  "GET /api/transactions/:id": viewer,
  "GET /api/transactions/:id/samples": viewer,
  "POST /api/transactions/:id/end": ["operator", "End a transaction"],
  "GET /api/unmatched-stops": viewer,
  "DELETE /api/chargers/:id/unmatched-stops/:stopId": ["operator", "Dismiss a stop"],
  "POST /api/chargers/:id/unmatched-stops/:stopId/assign": ["operator", "Assign a stop"],

  "GET /api/me": viewer,
  "PUT /api/me/password": ["viewer", "Change one's own password"],
  "DELETE /api/me/sessions": ["viewer", "Log out everywhere"],
  "GET /api/operators": ["admin"],
  "POST /api/operators": ["admin", "Add an operator"],
  "GET /api/operators/:name": ["admin"],
  "PATCH /api/operators/:name": ["admin", "Change an operator"],
  "DELETE /api/operators/:name": ["admin", "Remove an operator"],
  "DELETE /api/operators/:name/sessions": ["admin", "Log an operator out everywhere"],
  "GET /api/tokens": ["admin"],
  "POST /api/tokens": ["admin", "Add a token"],
  "DELETE /api/tokens/:id": ["admin", "Remove a token"],
  "GET /api/audit": ["admin"],
  // Where nothing is: everybody who is in may be told so.
  "/api/:rest*": viewer,
} as const satisfies Record<string, Row>;

/** A route and method, such as `"PUT /api/tags/:idTag"`. */
export type Call = keyof typeof access;

/** `isAudited`: it changes something, or nobody knows whether it does. */
interface Need {
  role: "anyone" | Role;
  action: string;
  isAudited: boolean;
}

/** What a request needs. HEAD is a GET; where no route is, everybody who is in may be told so. */
export function neededFor(method: string, route: string | null): Need {
  const call = `${method === "HEAD" ? "GET" : method} ${route}`;
  const isRead = ["GET", "HEAD", "OPTIONS"].includes(method);
  if (route === null) return { role: "viewer", action: call, isAudited: !isRead };
  const known = [call, route].find((key) => Object.hasOwn(access, key));
  const [role, action]: Row = known === undefined ? ["admin"] : access[known as Call];
  return { role, action: action ?? call, isAudited: !isRead && (known !== call || action !== undefined) };
}

/**
 * Who sets a charger's password, its security profile or its certificates can pose as it, and send sessions that nobody
 * charged. The password may be set here or by a command, so both need the same right.
 */
export const PROOF = "PUT /api/chargers/:id/credential" satisfies Call;

/** The call whose right a command needs. */
export function callOf(action: string, payload: unknown): Call {
  return changesProof(action, payload) ? PROOF : "POST /api/chargers/:id/commands/:action";
}

/** Whether somebody may do it: what may not be done is not offered. */
export function may(user: User | null, call: Call): boolean {
  const [role] = access[call];
  return role === "anyone" || (user !== null && reaches(user.role, role));
}
