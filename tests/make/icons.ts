/** `deno task icons`: draws the icons of the dashboard, from those of Lucide, to `static/icons.svg`. */
import { icons } from "lucide-preact";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { iconNames } from "@/components/icon_names.ts";

export const ICONS_FILE = new URL("../../static/icons.svg", import.meta.url);

const LICENCE = "Icons of Lucide, https://lucide.dev, ISC License, Copyright (c) Lucide Contributors";

/** What all icons have in common; the colour is that of the text around. */
const LOOK =
  `viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"`;

export function drawIcons(): string {
  const byName = new Map<string, typeof icons[keyof typeof icons]>(Object.entries(icons));
  const symbols = iconNames.map((name) => {
    const icon = byName.get(toPascalCase(name));
    if (icon === undefined) throw new Error(`Cannot draw "${name}": Lucide has no such icon`);
    const [, lines] = /^<svg[^>]*>(.*)<\/svg>$/.exec(renderToString(h(icon, null))) ?? [];
    return `<symbol id="${name}" ${LOOK}>${lines}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- ${LICENCE} -->\n${symbols.join("\n")}\n</svg>\n`;
}

/** @example "ev-charger"  →  "EvCharger" */
function toPascalCase(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
}

if (import.meta.main) await Deno.writeTextFile(ICONS_FILE, drawIcons());
