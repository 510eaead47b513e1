/** Files that are still there, whole, after a power cut. */

export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

export async function syncFile(path: string): Promise<void> {
  using file = await Deno.open(path);
  await file.sync();
}

/** Makes a rename durable. */
export async function syncFolderOf(path: string): Promise<void> {
  if (Deno.build.os !== "windows") await syncFile(path.replace(/[^/]*$/, "") || ".");
}
