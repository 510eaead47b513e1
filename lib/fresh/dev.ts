/** What `dev.ts` imports as `fresh/dev`: the build. Nothing here is needed, or loaded, by a built app. */
export { Builder, type BuildOptions } from "./builder.ts";
