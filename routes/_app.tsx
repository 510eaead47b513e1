/** The document around every page. */
import { asset } from "fresh/runtime";
import { define } from "@/lib/define.ts";

const FONT = "/fonts/inter.woff2";

export default define.page(({ Component, state }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{state.title === undefined ? "OCPP Dashboard" : `${state.title} · OCPP Dashboard`}</title>
      <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
      <link rel="preload" href={asset(FONT)} as="font" type="font/woff2" crossOrigin="anonymous" />
      <style>{fontFace()}</style>
      <link rel="stylesheet" href={asset("/styles.css")} />
    </head>
    <body>
      <Component />
    </body>
  </html>
));

/** Here and not in the stylesheet, because only here its address can name the build, which lets browsers keep it. */
function fontFace(): string {
  return `@font-face{font-family:Inter;src:url(${asset(FONT)});font-weight:100 900;font-display:swap}`;
}
