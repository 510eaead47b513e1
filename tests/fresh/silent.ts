/** Runs a function while `console.error` only counts, for tests of errors that are logged. */
export async function silently<T>(run: () => Promise<T>): Promise<{ result: T; logged: number }> {
  const original = console.error;
  let logged = 0;
  console.error = () => logged++;
  try {
    const result = await run();
    return { result, logged };
  } finally {
    console.error = original;
  }
}
