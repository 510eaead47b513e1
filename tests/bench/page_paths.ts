/** Every list and page of a seeded store, with filters that match much and filters that match next to nothing. */
import { chargerId } from "./seed_plan.ts";

/** `name` is what the table says; `of` groups rows that differ only in their filter. */
export interface Asked {
  of: string;
  name: string;
  path: string;
}

const DAY_MS = 86_400_000;

export function pagePaths(now: number): Asked[] {
  const rich = `/api/chargers/${chargerId(0)}`;
  const yearAgo = new Date(now - 365 * DAY_MS).toISOString();
  const lists: [of: string, path: string][] = [
    ["Overview", "/"],
    ["Chargers", "/chargers"],
    ["Chargers", "/chargers?sort=trouble"],
    ["Chargers", "/chargers?sort=seen&limit=200"],
    ["Chargers", "/chargers?q=street+99&status=Faulted"],
    ["Charger", `/chargers/${chargerId(0)}`],
    ["Charger", `/chargers/${chargerId(42)}`],
    ["Bulk commands", "/bulk-commands"],
    ["Bulk commands", "/bulk-commands/new?all=true&action=Reset"],
    ["Sessions", "/transactions"],
    ["Sessions", "/transactions?state=active"],
    ["Sessions", `/transactions?chargerId=${chargerId(77)}`],
    ["Sessions", "/transactions?idTag=TAG000001"],
    ["GET chargers", "/api/chargers"],
    ["GET chargers", "/api/chargers?limit=500"],
    ["GET chargers", "/api/chargers?online=true"],
    ["GET chargers", "/api/chargers?online=false&status=Faulted"],
    ["GET chargers", "/api/chargers?status=Charging"],
    ["GET chargers", "/api/chargers?q=seed-0999"],
    ["GET chargers", "/api/chargers?q=nothing+like+it"],
    ["GET chargers/:id", rich],
    ["GET stats", "/api/stats"],
    ["GET stats", `/api/stats?from=${yearAgo}`],
    ["GET tags", "/api/tags"],
    ["GET tags", "/api/tags?limit=500"],
    ["GET tags", "/api/tags?q=driver+499"],
    ["GET tags", "/api/tags?q=nothing+like+it"],
    ["GET reservations", "/api/reservations"],
    ["GET reservations", `/api/reservations?chargerId=${chargerId(0)}`],
    ["GET commands", `${rich}/commands`],
    ["GET commands", `${rich}/commands?limit=500`],
    ["GET messages", `${rich}/messages`],
    ["GET messages", `${rich}/messages?limit=500`],
    ["GET messages", `${rich}/messages?action=Reset`],
    ["GET messages", `${rich}/messages?errors=true`],
    ["GET jobs", `${rich}/jobs`],
    ["GET security-events", `${rich}/security-events?limit=500`],
    ["GET samples", `${rich}/samples`],
    ["GET samples", `${rich}/samples?from=${yearAgo}`],
    ["GET samples, a year thinned", `${rich}/samples?from=${yearAgo}&maxPoints=1000`],
    ["GET charging-profiles", "/api/charging-profiles"],
    ["GET transactions", "/api/transactions?limit=500"],
    ["GET transactions/totals", "/api/transactions/totals"],
    ["GET transactions/totals", "/api/transactions/totals?state=active"],
    ["GET transactions/totals", `/api/transactions/totals?chargerId=${chargerId(0)}`],
    ["GET transactions/totals", "/api/transactions/totals?idTag=TAG000000"],
    ["GET transactions/totals", `/api/transactions/totals?from=${yearAgo}&connectorId=9`],
    ["Session", "/transactions/1"],
  ];
  return [...lists.map(([of, path]) => ({ of, name: path, path })), ...transactionFilters(now)];
}

/** Every combination of the filters, each with values that many sessions have and with values that hardly one has. */
function transactionFilters(now: number): Asked[] {
  const at = (days: number) => new Date(now - days * DAY_MS).toISOString();
  const kinds = {
    much: { chargerId: chargerId(0), connectorId: "1", idTag: "TAG000000", from: at(20), to: at(2) },
    little: { chargerId: chargerId(1), connectorId: "9", idTag: "TAG004998", from: at(300), to: at(1) },
  };
  const asked: Asked[] = [];
  for (const [kind, values] of Object.entries(kinds)) {
    const names = Object.keys(values);
    for (let set = 0; set < 2 ** names.length; set++) {
      for (const state of ["", "active", "ended"]) {
        const chosen = Object.entries(values).filter((_, i) => set & (1 << i));
        const query = new URLSearchParams([...chosen, ...(state === "" ? [] : [["state", state]])]);
        asked.push({ of: `GET transactions, ${kind}`, name: `?${query}`, path: `/api/transactions?${query}` });
      }
    }
  }
  return asked;
}
