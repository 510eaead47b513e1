/** A KV that behaves, when it is told to, as on a disk that is full. */
export async function aFullableKv(path = ":memory:"): Promise<{ kv: Deno.Kv; disk: { isFull: boolean } }> {
  const kv = await Deno.openKv(path);
  const disk = { isFull: false };
  const atomic = kv.atomic.bind(kv);
  kv.atomic = () => {
    const operation = atomic();
    const commit = operation.commit.bind(operation);
    operation.commit = () => disk.isFull ? Promise.reject(new TypeError("database or disk is full")) : commit();
    return operation;
  };
  return { kv, disk };
}
