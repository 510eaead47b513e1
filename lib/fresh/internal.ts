/** What the generated `_fresh/server.js` imports. Not for people. */
export { setBuildId } from "./asset.ts";
export { setSnapshot } from "./app.ts";
