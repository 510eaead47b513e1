/** What V8 says of a process that was started with `--inspect`. */

export interface Inspector extends Disposable {
  /** Bytes in use after a collection. */
  heapBytes(): Promise<number>;
}

/** A port for `--inspect` that nobody uses: Deno takes no 0 for one. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Connects to the inspector of a process on this machine. */
export async function inspect(port: number): Promise<Inspector> {
  const [target] = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`Cannot connect to the inspector on port ${port}`));
  });
  let asked = 0;
  const ask = (method: string) =>
    new Promise<Record<string, number>>((resolve, reject) => {
      const asking = ++asked;
      socket.onmessage = ({ data }) => {
        const { id, result } = JSON.parse(data);
        if (id === asking) resolve(result);
      };
      socket.onclose = () => reject(new Error(`The process ended while it was asked for ${method}`));
      socket.send(JSON.stringify({ id: asking, method }));
    });
  return {
    async heapBytes() {
      await ask("HeapProfiler.collectGarbage");
      return (await ask("Runtime.getHeapUsage")).usedSize;
    },
    [Symbol.dispose]() {
      socket.onclose = null;
      socket.close();
    },
  };
}
