/** What nobody may read back, though it was sent: passwords, and addresses that are good for whoever knows them. */
import { assertEquals } from "@std/assert";
import { aPair, ask, type Pair } from "./asking.ts";

/** All that the server tells of a charger, as text. */
async function everything({ server }: Pair): Promise<string> {
  const paths = ["commands", "messages", "jobs", "configuration"].map((what) => `/api/chargers/CP-1/${what}`);
  const pages = ["/messages", "/chargers/CP-1/upkeep", "/chargers/CP-1/commands"];
  const told = await Promise.all([...paths, ...pages].map((path) => server.get(path)));
  return JSON.stringify(told.map(({ body }) => body));
}

Deno.test("a one-time upload address is told to its charger alone", async () => {
  await using pair = await aPair({ PUBLIC_URL: "https://ocpp.example.com" });
  const { payload, body } = await ask(pair, "GetDiagnostics", {}, { fileName: "d.zip" });
  const secret = String(payload.location).split("/").at(-1)!;
  assertEquals(secret.length, 32);
  const told = await everything(pair);
  assertEquals([told.includes(secret), JSON.stringify(body).includes(secret)], [false, false]);
  assertEquals(told.includes("https://ocpp.example.com/api/uploads/***"), true);
  const { status } = await pair.server.get(`/api/uploads/${secret}`, { method: "PUT", body: "log" });
  assertEquals(status, 201, "its charger knows it");
});

Deno.test("the password in an address is told to the charger alone", async () => {
  await using pair = await aPair();
  const location = "ftp://user:hunter22@files.example/fw.bin";
  const { payload } = await ask(pair, "UpdateFirmware", { location, retrieveDate: "2030-01-01T00:00:00Z" }, {});
  assertEquals(payload.location, location);
  const told = await everything(pair);
  assertEquals([told.includes("hunter22"), told.includes("ftp://***@files.example/fw.bin")], [false, true]);
});

Deno.test("an AuthorizationKey is in no message, however it is written", async () => {
  await using pair = await aPair();
  const { charger } = pair;
  const written = [
    `[2,"1","DataTransfer",{"vendorId":"V","key":"AuthorizationKey","value":"in-the-clear"}]`,
    `[2,"2","DataTransfer",{"vendorId":"V","key":"\\u0041uthorizationKey","value":"in-the-clear"}]`,
    `[2,"3","DataTransfer",{"vendorId":"V","key":"authorizationKEY ","value":"in-the-clear"}]`,
    `[2,"4","DataTransfer",{"vendorId":"V","key":"\\u0041uthorizationKey","value":"in-the-clear"`,
    `[2,"5","DataTransfer",{"vendorId":"V","data":"https:\\/\\/user:in-the-clear@example.com"}]`,
  ];
  for (const text of written) {
    charger.send(text);
    await charger.next();
  }
  assertEquals((await everything(pair)).includes("in-the-clear"), false);
});

Deno.test("a message without a secret is kept to the letter", async () => {
  await using pair = await aPair();
  const text = `[2, "1", "DataTransfer", {"vendorId": "\\u0056", "data": "https:\\/\\/example.com 1.0"}]`;
  pair.charger.send(text);
  await pair.charger.next();
  const { items } = (await pair.server.get("/api/chargers/CP-1/messages?action=DataTransfer")).body as {
    items: { text: string }[];
  };
  assertEquals(items.some((one) => one.text === text), true);
});
