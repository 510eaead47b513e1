/** What islands and pages import as `fresh/runtime`: the part that also runs in the browser. */
export { asset, IS_BROWSER } from "./asset.ts";
export { Head, type HeadProps } from "./head.ts";
export { HttpError } from "./http_error.ts";
