/** Files that chargers send to one-time addresses. */
import { assertEquals, assertMatch } from "@std/assert";
import type { JobView } from "../../lib/domain/upkeep_views.ts";
import type { Page } from "../../lib/domain/views.ts";
import { openSession } from "../people.ts";
import type { TestServer } from "../server.ts";
import { aPair, ask, items, order, type Pair, paths, send } from "./asking.ts";

const JOBS = "/api/chargers/CP-1/jobs";
const MIB = 1024 * 1024;

/** Asks for diagnostics without a location; the path that the charger was given. */
async function anAddress(pair: Pair, answer: unknown = {}): Promise<string> {
  const { payload } = await ask(pair, "GetDiagnostics", {}, answer);
  return new URL(String(payload.location)).pathname;
}

/** As a charger does it: without a login, a cookie or an Origin. */
async function upload({ url }: TestServer, path: string, body: BodyInit, method = "PUT"): Promise<number> {
  const response = await fetch(url + path, { method, body });
  await response.body?.cancel();
  return response.status;
}

async function download({ server }: Pair, i = 0) {
  const { id, file } = (await items<JobView>(server, JOBS))[i];
  const response = await fetch(`${server.url}${file?.url ?? `${JOBS}/${id}/file`}`);
  const bytes = await response.bytes();
  return { status: response.status, bytes, disposition: response.headers.get("content-disposition"), response };
}

async function countParts({ kv }: TestServer): Promise<number> {
  return (await Array.fromAsync(kv.list({ prefix: ["file_part"] }))).length;
}

Deno.test("GetDiagnostics without a location gets a one-time address, and its file can be downloaded", async () => {
  await using pair = await aPair({ PUBLIC_URL: "https://ocpp.example.com/", OPERATOR_PASSWORD: "correct horse" });
  const { services } = pair.server;
  const session = await openSession(services, "admin");
  const headers = { cookie: `session=${session}` };
  const asking = pair.server.get("/api/chargers/CP-1/commands/GetDiagnostics", { method: "POST", headers });
  const [, id, , sent] = await pair.charger.next() as [number, string, string, { location: string }];
  pair.charger.send(JSON.stringify([3, id, { fileName: "told.zip" }]));
  assertEquals((await asking).status, 200);
  assertMatch(sent.location, /^https:\/\/ocpp\.example\.com\/api\/uploads\/[\w-]{32}$/);
  const path = new URL(sent.location).pathname;
  const bytes = crypto.getRandomValues(new Uint8Array(61_440)).toHex();
  assertEquals(await upload(pair.server, path, bytes), 201);
  assertEquals((await pair.server.get(JOBS)).status, 401);
  const [job] = ((await pair.server.get(JOBS, { headers })).body as Page<JobView>).items;
  assertEquals([job.file?.name, job.file?.bytes, job.location], [
    "told.zip",
    122_880,
    "https://ocpp.example.com/api/uploads/***",
  ]);
  const response = await fetch(pair.server.url + job.file?.url, { headers });
  assertEquals([response.headers.get("content-type"), response.headers.get("content-length")], [
    "application/octet-stream",
    "122880",
  ]);
  assertEquals(response.headers.get("x-content-type-options"), "nosniff");
  assertEquals(await response.text() === bytes, true);
});

Deno.test("an address is good for one upload, by PUT or by POST, and an unknown one is none", async () => {
  await using pair = await aPair();
  const { server } = pair;
  const path = await anAddress(pair);
  assertEquals(await upload(server, path, ""), 400);
  const both = await Promise.all([upload(server, path, "one"), upload(server, `${path}/a.log`, "two")]);
  assertEquals(both.toSorted(), [201, 410]);
  assertEquals(await upload(server, path, "three"), 410);
  assertEquals(await countParts(server), 1);
  assertEquals((await download(pair)).bytes.length, 3);
  assertEquals(await upload(server, await anAddress(pair), "x", "POST"), 201);
  assertEquals(await upload(server, "/api/uploads/nothing", "x"), 404);
  assertEquals(await upload(server, "/api/uploads", "x"), 404);
  assertEquals((await server.get(path)).status, 405);
  const fromElsewhere = { method: "PUT", body: "x", headers: { origin: "http://evil.example" } };
  assertEquals((await server.get(await anAddress(pair), fromElsewhere)).status, 403);
});

Deno.test("an address is good for a day, and a file is kept as long as messages are", async () => {
  await using pair = await aPair();
  const { kv } = pair.server;
  const age = async (prefix: string) => {
    for await (const { key, value } of kv.list<object>({ prefix: [prefix] })) {
      await kv.set(key, { ...value, expiresAt: Date.now() - 1 });
    }
  };
  const path = await anAddress(pair);
  assertEquals(await upload(pair.server, path, "kept"), 201);
  const [address] = await Array.fromAsync(kv.list<{ createdAt: number; expiresAt: number }>({ prefix: ["upload"] }));
  assertEquals(address.value.expiresAt - address.value.createdAt, 86_400_000);
  const late = await anAddress(pair);
  await age("upload");
  assertEquals(await upload(pair.server, late, "late"), 410);
  await age("file");
  assertEquals((await download(pair, 1)).status, 404);
  assertEquals((await items<JobView>(pair.server, JOBS)).map(({ file }) => file), [null, null]);
});

Deno.test("an upload that is too large or breaks off is not kept, and may be tried again", async () => {
  await using pair = await aPair();
  const { server } = pair;
  const path = await anAddress(pair);
  const endless = (bytes: number, fails: boolean) => {
    let left = bytes;
    return new ReadableStream({
      pull(controller) {
        if (left > 0) controller.enqueue(new Uint8Array(Math.min(left, MIB)));
        else if (fails) controller.error(new Error("The charger lost its power"));
        else controller.close();
        left -= MIB;
      },
    });
  };
  assertEquals(
    await server.services.store.uploads.receive(path.split("/")[3], endless(65 * MIB, false), null),
    "too-large",
  );
  assertEquals(await server.services.store.uploads.receive(path.split("/")[3], endless(MIB, true), null), "broken-off");
  assertEquals(await countParts(server), 0);
  assertEquals(await statusOfTooLarge(server, path), "413");
  assertEquals(await upload(server, path, endless(64 * MIB, false)), 201);
  assertEquals((await items<JobView>(server, JOBS))[0].file?.bytes, 64 * MIB);
  const response = await fetch(`${server.url}${(await items<JobView>(server, JOBS))[0].file?.url}`);
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.length;
  assertEquals(bytes, 64 * MIB);
});

/** Only announces what it would send. */
async function statusOfTooLarge({ port }: TestServer, path: string): Promise<string | undefined> {
  const link = await Deno.connect({ port });
  const head = `PUT ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${64 * MIB + 1}\r\n\r\n`;
  await link.write(new TextEncoder().encode(head));
  const answer = new Uint8Array(1_000);
  const read = await link.read(answer) ?? 0;
  link.close();
  return new TextDecoder().decode(answer.subarray(0, read)).split(" ")[1];
}

Deno.test("a file's name is only ever a name", async () => {
  await using pair = await aPair();
  const names: [string, unknown, string][] = [
    ["/log 1.txt", {}, `attachment; filename="log 1.txt"; filename*=UTF-8''log%201.txt`],
    ["/..%2f..%2fetc%2fpasswd", {}, `attachment; filename="passwd"; filename*=UTF-8''passwd`],
    [
      "/C:%5Ca%22%0d%0aX-Evil:%20b.log",
      {},
      `attachment; filename="a___X-Evil_ b.log"; filename*=UTF-8''a___X-Evil_%20b.log`,
    ],
    ["/h%C3%A4user.log", {}, `attachment; filename="h_user.log"; filename*=UTF-8''h%C3%A4user.log`],
    ["/dir/.htaccess", {}, `attachment; filename="htaccess"; filename*=UTF-8''htaccess`],
    ["/con.log", {}, `attachment; filename="_con.log"; filename*=UTF-8''_con.log`],
    ["", { fileName: "../../x.zip" }, `attachment; filename="x.zip"; filename*=UTF-8''x.zip`],
    ["/", { fileName: "y.zip" }, `attachment; filename="y.zip"; filename*=UTF-8''y.zip`],
  ];
  for (const [name, answer, disposition] of names) {
    assertEquals(await upload(pair.server, `${await anAddress(pair, answer)}${name}`, "x"), 201, name);
    assertEquals((await download(pair)).disposition, disposition, name);
  }
  await upload(pair.server, `${await anAddress(pair)}/%2e%2e%2f`, "x");
  const [{ id }] = await items<JobView>(pair.server, JOBS);
  assertEquals((await download(pair)).disposition?.includes(`filename="diagnostics-${id}"`), true);
});

Deno.test("a file that comes before the answer, or without one, has its job", async () => {
  await using pair = await aPair();
  const asking = order(pair.server, "GetLog", { logType: "DiagnosticsLog" });
  const [, id, , sent] = await pair.charger.next() as [number, string, string, { log: { remoteLocation: string } }];
  assertEquals(await upload(pair.server, new URL(sent.log.remoteLocation).pathname, "early"), 201);
  const requestIds = async () => (await items<JobView>(pair.server, JOBS)).map(({ requestId }) => requestId);
  assertEquals(await requestIds(), [null]);
  pair.charger.send(JSON.stringify([3, id, { status: "Accepted", filename: "e.log" }]));
  assertEquals((await asking).status, 200);
  assertEquals(await requestIds(), [1]);
  assertEquals((await download(pair)).disposition?.includes('"e.log"'), true);
});

Deno.test("a job is its charger's alone", async () => {
  await using pair = await aPair();
  assertEquals(await upload(pair.server, await anAddress(pair), "x"), 201);
  const [{ id }] = await items<JobView>(pair.server, JOBS);
  for (const path of [`/api/chargers/CP-2/jobs/${id}/file`, `${JOBS}/nothing/file`]) {
    assertEquals((await send(pair.server, "GET", path)).status, 404, path);
  }
});

Deno.test("a server that listens everywhere makes no address unless it is told its own", async () => {
  await using pair = await aPair({ HOST: "0.0.0.0", OPERATOR_PASSWORD: "correct horse", REGISTRATION: "open" });
  const headers = { cookie: `session=${await openSession(pair.server.services, "admin")}` };
  const { status, body } = await pair.server.get("/api/chargers/CP-1/commands/GetDiagnostics", {
    method: "POST",
    headers,
  });
  assertEquals([status, paths(body)], [422, ["/location"]]);
});
