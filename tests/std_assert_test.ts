import {
  assert,
  assertAlmostEquals,
  assertArrayIncludes,
  assertEquals,
  assertExists,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertObjectMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
  unreachable,
} from "@std/assert";

function fails(run: () => unknown): AssertionError {
  try {
    run();
  } catch (error) {
    if (error instanceof AssertionError) return error;
    throw error;
  }
  throw new Error("Expected the assertion to fail");
}

class Point {
  x: number;
  constructor(x: number) {
    this.x = x;
  }
}

Deno.test("assertEquals() compares values deeply", () => {
  const cyclic: Record<string, unknown> = { a: 1 };
  cyclic.self = cyclic;
  const other: Record<string, unknown> = { a: 1 };
  other.self = other;
  const pairs: [unknown, unknown][] = [
    [1, 1],
    [NaN, NaN],
    [0, -0],
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }],
    [new Map([["a", new Set([1, 2])]]), new Map([["a", new Set([2, 1])]])],
    [new Set([{ a: 1 }]), new Set([{ a: 1 }])],
    [new Date(5), new Date(5)],
    [/a/g, /a/g],
    [new URL("https://a.b"), new URL("https://a.b/")],
    [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    [new Point(1), new Point(1)],
    [Object.create(null, { a: { value: 1, enumerable: true } }), { a: 1 }],
    [cyclic, other],
    [new Error("a"), new Error("a")],
  ];
  for (const [a, b] of pairs) assertEquals(a, b);
});

Deno.test("assertEquals() tells apart what differs in value, shape or class", () => {
  const pairs: [unknown, unknown][] = [
    [1, "1"],
    [1, 1n],
    [null, undefined],
    [{ a: undefined }, {}],
    [[1, 2], [2, 1]],
    [[1], [1, undefined]],
    [[], {}],
    [{ x: 1 }, new Point(1)],
    [new Date(5), new Date(6)],
    [new Set([1]), new Set([2])],
    [new Map([["a", 1]]), new Map([["a", 2]])],
    [new Uint8Array([1]), new Uint8Array([2])],
    [new Uint8Array([1]), new Uint16Array([1])],
    [new URL("https://a.b"), new URL("https://a.c")],
    [new Error("a"), new Error("b")],
    [new Error("a"), new TypeError("a")],
    [{ [Symbol.for("a")]: 1 }, { [Symbol.for("a")]: 2 }],
  ];
  for (const [a, b] of pairs) {
    fails(() => assertEquals(a, b));
    assertNotEquals(a, b);
  }
  fails(() => assertNotEquals({ a: 1 }, { a: 1 }));
});

Deno.test("assertEquals() shows the lines that differ, after the caller's words", () => {
  const { message } = fails(() => assertEquals({ a: 1, b: [2, 3] }, { a: 1, b: [2, 4] }, "the list"));
  assertStringIncludes(message, "Values are not equal: the list");
  assertMatch(message, /^- .*3/m);
  assertMatch(message, /^\+ .*4/m);
  assertMatch(message, /^ .*a: 1/m);
});

Deno.test("assertStrictEquals() asks for the same object", () => {
  const object = {};
  assertStrictEquals(object, object);
  assertStrictEquals(NaN, NaN);
  fails(() => assertStrictEquals({}, {}));
  fails(() => assertStrictEquals(0, -0));
});

Deno.test("assertObjectMatch() compares what is expected, and no more", () => {
  assertObjectMatch({ a: 1, b: { c: 2, d: 3 }, e: [1] }, { b: { c: 2 }, e: [1] });
  fails(() => assertObjectMatch({ a: 1 }, { a: 2 }));
  fails(() => assertObjectMatch({ a: 1 }, { b: undefined }));
  fails(() => assertObjectMatch({ a: { b: 1 } }, { a: { b: 1, c: 2 } }));
});

Deno.test("assertions about one value hold or fail", () => {
  assert(1);
  fails(() => assert(0));
  assertExists(0);
  fails(() => assertExists(null));
  fails(() => assertExists(undefined));
  assertInstanceOf(new Point(1), Point);
  fails(() => assertInstanceOf({}, Point));
  assertMatch("abc", /b/);
  fails(() => assertMatch("abc", /x/));
  assertStringIncludes("abc", "bc");
  fails(() => assertStringIncludes("abc", "x"));
  assertArrayIncludes([1, { a: 2 }, 3], [{ a: 2 }, 1]);
  fails(() => assertArrayIncludes([1], [2]));
});

Deno.test("assertions about order and nearness hold or fail", () => {
  assertGreater(2, 1);
  fails(() => assertGreater(1, 1));
  assertGreaterOrEqual(1, 1);
  fails(() => assertGreaterOrEqual(0, 1));
  assertLess(1, 2);
  fails(() => assertLess(1, 1));
  assertLessOrEqual(1, 1);
  fails(() => assertLessOrEqual(2, 1));
  assertAlmostEquals(0.1 + 0.2, 0.3);
  assertAlmostEquals(1, 1.4, 0.5);
  fails(() => assertAlmostEquals(1, 1.1));
  fails(() => assertAlmostEquals(1, 2, 0.5));
});

Deno.test("assertThrows() returns the error, and checks its class and words", () => {
  const error = assertThrows(() => JSON.parse("{"), SyntaxError, "JSON");
  assertInstanceOf(error, SyntaxError);
  fails(() => assertThrows(() => 1));
  fails(() =>
    assertThrows(() => {
      throw new Error("a");
    }, TypeError)
  );
  fails(() =>
    assertThrows(
      () => {
        throw new Error("a");
      },
      Error,
      "b",
    )
  );
});

Deno.test("assertRejects() does the same for promises", async () => {
  const error = await assertRejects(() => Promise.reject(new TypeError("no")), TypeError, "no");
  assertEquals(error.message, "no");
  await assertRejects(() => assertRejects(() => Promise.resolve(1)), AssertionError, "to reject");
  await assertRejects(() => assertRejects(() => Promise.reject(new Error("a")), TypeError), AssertionError);
  const notAsync = () => {
    throw new Error("at once");
  };
  await assertRejects(() => assertRejects(notAsync), AssertionError, "throws");
});

Deno.test("fail() and unreachable() always fail", () => {
  assertStringIncludes(fails(() => fail("why")).message, "why");
  fails(() => unreachable());
});
