/** The document around every page. */
import { asset } from "fresh/runtime";
import { READER_ID } from "@/components/reader.ts";
import { define } from "@/lib/define.ts";

const FONT = "/fonts/inter.woff2";

export default define.page(({ Component, state }) => (
  <html lang={state.reader.language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{[state.title, state.reader.t("app.name")].filter((part) => part !== undefined).join(" · ")}</title>
      <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
      <link rel="preload" href={asset(FONT)} as="font" type="font/woff2" crossOrigin="anonymous" />
      <style>{fontFace()}</style>
      <link rel="stylesheet" href={asset("/styles.css")} />
    </head>
    <body>
      <Component />
      <script
        id={READER_ID}
        type="application/json"
        // deno-lint-ignore react-no-danger -- ours, with every < escaped: 70 KB that need no escaping anew on every page
        dangerouslySetInnerHTML={{ __html: state.reader.json }}
      />
    </body>
  </html>
));

/**
 * Here and not in the stylesheet, because only here its address can name the build, which lets browsers keep it. A font
 * that comes late waits for the next page: nothing moves under the reader.
 */
function fontFace(): string {
  return `@font-face{font-family:Inter;src:url(${asset(FONT)});font-weight:100 900;font-display:optional}`;
}
