import { assertEquals } from "@std/assert";
import { parseOptions } from "../../simulate/options.ts";

Deno.test("without options ten chargers run at the speed of life against a local server", () => {
  assertEquals(parseOptions([]), {
    type: "run",
    options: { chargers: 10, speed: 1, url: "ws://127.0.0.1:8000/ocpp", seed: "1" },
  });
});

Deno.test("options take their value after a blank or an equals sign", () => {
  assertEquals(parseOptions(["--chargers", "50", "--speed=0.5", "--url", "wss://csms.example/ocpp/", "--seed=a=b"]), {
    type: "run",
    options: { chargers: 50, speed: 0.5, url: "wss://csms.example/ocpp", seed: "a=b" },
  });
});

Deno.test("--help wins over everything else", () => {
  assertEquals(parseOptions(["--speed", "ten", "--help"]), { type: "help" });
});

Deno.test("one message names every wrong option", () => {
  const args = ["--speed", "ten", "--chargers", "0", "--sped", "3", "twice", "--url", "http://localhost", "--seed"];
  assertEquals(parseOptions(args), {
    type: "wrong",
    message: [
      "Cannot start the simulation:",
      `  --speed "ten": expected a number above 0, up to 1000`,
      `  --chargers "0": expected a whole number from 1 to 5000`,
      `  There is no option "--sped"`,
      `  There is no option "twice"`,
      `  --url "http://localhost": expected a WebSocket address such as ws://127.0.0.1:8000/ocpp`,
      `  --seed needs a value`,
    ].join("\n"),
  });
});
