import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { say } from "../../lib/domain/sentence.ts";
import { type Call, type CallError, type CallResult, errorCodes, parseFrame, writeFrame } from "../../ocpp/frame.ts";

Deno.test("a CALL is read with its id, action and payload", () => {
  assertEquals(parseFrame('[2,"19223201","Heartbeat",{}]'), {
    type: "call",
    id: "19223201",
    action: "Heartbeat",
    payload: {},
  });
});

Deno.test("a payload that is null or missing is an empty object", () => {
  const call = { type: "call", id: "1", action: "Heartbeat", payload: {} };
  assertEquals<unknown>(parseFrame('[2,"1","Heartbeat",null]'), call);
  assertEquals<unknown>(parseFrame('[2,"1","Heartbeat"]'), { ...call, odd: "payload-missing" });
});

Deno.test("line breaks and blanks between JSON tokens are accepted", () => {
  assertEquals(parseFrame('\n[ 2,\r\n "1",\n"Heartbeat", {\n} ]\n').type, "call");
});

Deno.test("raw line breaks and tabs in text are kept, escapes and what stands outside text left alone", () => {
  assertEquals(parseFrame('[2,\n"1","DataTransfer",\t{"vendorId":"a\nb\t\\"c\\\\","data":"\r"}]'), {
    type: "call",
    id: "1",
    action: "DataTransfer",
    payload: { vendorId: 'a\nb\t"c\\', data: "\r" },
    odd: "frame-repaired",
  });
});

Deno.test("a CALL that is cut short keeps its id, so that it can be answered", () => {
  assertEquals(parseFrame('[2,"abc","BootNotification",{"chargePointVend'), {
    type: "unreadable",
    id: "abc",
    reason: say("no-json"),
  });
});

Deno.test("a CALL that is cut short keeps an id that is a number or has escapes", () => {
  const cut: [string, string | number | null][] = [
    ['[2,17,"Heartbeat",{', 17],
    ["[2, -5 ,", -5],
    ["[2,17", null],
    ["[2,1.5,", null],
    ["[2,99999999999999999999,", null],
    [String.raw`[2,"a\"b\u0041\\","Heartbeat",`, 'a"bA\\'],
    ['[2,"a\nb",', "a\nb"],
    [String.raw`[2,"a\x",`, null],
    [String.raw`[2,"${"\u0041".repeat(255)}",`, "A".repeat(255)],
    [String.raw`[2,"${"\u0041".repeat(256)}",`, null],
    ['[2,"",', null],
    ['[2,"open', null],
  ];
  for (const [text, id] of cut) {
    assertEquals<unknown>(parseFrame(text), { type: "unreadable", id, reason: say("no-json") }, text);
  }
});

Deno.test("text that is no CALL has no id to answer", () => {
  for (
    const text of ["", "hello", "{}", "[]", "[2]", "[3,", '[9,"1","X",{}]', '[2,{},"Heartbeat",{}]', '[3,"1"', "null"]
  ) {
    const frame = parseFrame(text);
    assertEquals([frame.type, frame.type === "unreadable" && frame.id], ["unreadable", null], text);
  }
});

Deno.test("a CALL without an action is unreadable and can be answered", () => {
  for (const text of ['[2,"7"]', '[2,"7",5,{}]', '[2,"7","",{}]']) {
    assertEquals(parseFrame(text), {
      type: "unreadable",
      id: "7",
      reason: say("no-action"),
    });
  }
});

Deno.test("an error code nobody knows is read as GenericError", () => {
  assertEquals(parseFrame('[4,"1","Whatever","",{}]'), {
    type: "error",
    id: "1",
    code: "GenericError",
    description: "",
    details: {},
  });
});

const id = fc.oneof(fc.string({ minLength: 1, maxLength: 36 }), fc.integer());
const payload = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value)));
const frames = fc.oneof(
  fc.record({ type: fc.constant("call" as const), id, action: fc.string({ minLength: 1 }), payload }),
  fc.record({ type: fc.constant("result" as const), id, payload }),
  fc.record({
    type: fc.constant("error" as const),
    id,
    code: fc.constantFrom(...errorCodes),
    description: fc.string(),
    details: payload,
  }),
);

Deno.test("every frame that is written is read back the same", () => {
  fc.assert(fc.property(frames, (frame: Call | CallResult | CallError) => {
    assertEquals<unknown>(parseFrame(writeFrame(frame)), frame);
  }));
});

Deno.test("no text makes the parser throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.string().map((s) => `[2,"1",${s}`)), (text) => {
    parseFrame(text);
  }));
});

Deno.test("parseFrame() refuses a message of too many values without reading it, and counts none in text", () => {
  const list = (values: number) => `[2,"7","DataTransfer",{"vendorId":"x","data":[${"1,".repeat(values)}1]}]`;
  assertEquals(parseFrame(list(99_900)).type, "call");
  assertEquals(parseFrame(list(100_000)), {
    type: "unreadable",
    id: "7",
    reason: say("too-many-values", { most: 100_000 }),
  });
  const table = JSON.stringify([2, "7", "DataTransfer", { vendorId: "x", data: '\\"1,[{'.repeat(100_000) }]);
  assertEquals(parseFrame(table).type, "call");
});
