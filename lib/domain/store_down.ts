/** The store cannot write now: nothing was stored, nothing may be acknowledged, and the next try may do better. */
export class StoreDownError extends Error {
  override name = "StoreDownError";
}
