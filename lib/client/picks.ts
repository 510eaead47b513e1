/** The chargers that are picked for a command to many: kept while the tab is open, from page to page of their list. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

const KEY = "picked-chargers";

export function readPicked(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

export function keepPicked(ids: Iterable<string>): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...ids]));
  } catch {
    // A browser that keeps nothing for pages: they hold for this page.
  }
}

/**
 * Picking them in their list: each, all that are shown, or all that fit the filter.
 *
 * `shown` are the ids on the page. `isFixed`: all that fit the filter are picked, whoever that is; with another filter
 * that is over.
 */
export function usePicks(shown: string[], filter: object) {
  const picked = useSignal<ReadonlySet<string>>(new Set());
  const allOf = useSignal<object | null>(null);
  const last = useRef("");
  useEffect(() => void (picked.value = new Set(readPicked())), []);

  function change(ids: ReadonlySet<string>) {
    picked.value = ids;
    keepPicked(ids);
  }

  const isFixed = allOf.value === filter;
  return {
    count: picked.value.size,
    isFixed,
    isPicked: (id: string) => isFixed || picked.value.has(id),
    onPick(place: number, isOn: boolean, isRange: boolean) {
      const from = isRange ? shown.indexOf(last.current) : -1;
      change(withPick(picked.value, shown, { place, isOn, from: from < 0 ? place : from }));
      last.current = shown[place];
    },
    onPickShown(isOn: boolean) {
      change(withPick(picked.value, shown, { place: 0, isOn, from: shown.length - 1 }));
    },
    onPickAll: () => allOf.value = filter,
    onClear() {
      allOf.value = null;
      change(new Set());
    },
  };
}

/**
 * The picks after one more click: with `from`, all that is shown from there on gets what the clicked one gets.
 *
 * @example picked {}, shown [A, B, C, D], place 2 on, from 0  →  {A, B, C}
 */
export function withPick(
  picked: ReadonlySet<string>,
  shown: string[],
  { place, isOn, from }: { place: number; isOn: boolean; from: number },
): Set<string> {
  const clicked = shown.slice(Math.min(from, place), Math.max(from, place) + 1);
  return isOn ? new Set([...picked, ...clicked]) : picked.difference(new Set(clicked));
}
