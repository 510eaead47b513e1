/** Builds the islands (`build`), or serves and rebuilds on every change. */
import { Builder } from "fresh/dev";

const builder = new Builder();
if (Deno.args.includes("build")) await builder.build();
else {
  const { config } = await import("./main.ts");
  await builder.listen(() => import("./main.ts"), { hostname: config.host, port: config.port });
}
