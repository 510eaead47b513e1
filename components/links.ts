/** Addresses of pages. Ids are any text, so they are encoded here and nowhere else. */

export function chargerUrl(id: string): string {
  return `/chargers/${encodeURIComponent(id)}`;
}

export function transactionUrl(id: string): string {
  return `/transactions/${encodeURIComponent(id)}`;
}

/** @example "/chargers", {status: "Faulted", q: ""}  →  "/chargers?status=Faulted" */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

export function apiChargerUrl(id: string): string {
  return `/api/chargers/${encodeURIComponent(id)}`;
}

export function apiTransactionUrl(id: string): string {
  return `/api/transactions/${encodeURIComponent(id)}`;
}

export function apiTagUrl(idTag: string): string {
  return `/api/tags/${encodeURIComponent(idTag)}`;
}

export function apiOperatorUrl(name: string): string {
  return `/api/operators/${encodeURIComponent(name)}`;
}

/** A stop that fits no session. */
export function apiStopUrl(chargerId: string, stopId: string): string {
  return `${apiChargerUrl(chargerId)}/unmatched-stops/${encodeURIComponent(stopId)}`;
}

export function bulkUrl(id: string): string {
  return `/bulk-commands/${encodeURIComponent(id)}`;
}
