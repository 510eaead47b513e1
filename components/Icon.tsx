import { asset } from "fresh/runtime";
import type { IconName } from "@/components/icon_names.ts";

/** An icon beside the word that says the same. All are in one file that browsers keep, so none is script. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} aria-hidden="true">
      <use href={asset(`/icons.svg#${name}`)} />
    </svg>
  );
}
