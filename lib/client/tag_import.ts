/** Imports tags from a CSV file: looks at it first, then stores it, telling how far it is; can be stopped. */
import type { TagView } from "../domain/views.ts";
import { type Answer, callApi } from "./api.ts";

/** What the server found in a file. `first` are its first tags. */
export interface TagPreview {
  found: number;
  /** How many of them are stored already, and are replaced. */
  known: number;
  first: TagView[];
}

const URL = "/api/tags/import";

export function previewTags(text: string): Promise<Answer<TagPreview>> {
  return callApi("POST", `${URL}?preview=true`, { text });
}

/**
 * `onProgress` is told how many are stored.
 * @returns whether all were; false when the signal stopped it, or the link broke
 */
export async function importTags(
  text: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (imported: number) => void },
): Promise<boolean> {
  try {
    const headers = { accept: "application/x-ndjson" };
    const response = await fetch(URL, { method: "POST", body: text, headers, signal });
    if (!response.ok || response.body === null) return false;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let isWhole = false;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (rest + read.value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const { imported, isEnd }: { imported: number; isEnd: boolean } = JSON.parse(line);
        onProgress(imported);
        isWhole = isEnd;
      }
    }
    return isWhole;
  } catch {
    return false;
  }
}
