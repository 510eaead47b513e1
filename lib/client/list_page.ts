/** A list that is filtered while one types, and read again when something was missed. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { filterHandlers } from "./filter_form.ts";
import { Reread } from "./reread.ts";

/** `asked` is what the page's address asks for; `handlers` are those of its filter form. */
export function useListPage<Data, Asked extends object>(drawn: Data, askedAtFirst: Asked) {
  const data = useSignal(drawn);
  const asked = useSignal(askedAtFirst);
  const hasFailed = useSignal(false);
  const reread = useMemo(() => new Reread<Data>((read) => data.value = read), []);
  const handlers = useMemo(() =>
    filterHandlers(async () => {
      // As the page's handler reads it: every member is text that may be missing.
      asked.value = Object.fromEntries(new URLSearchParams(location.search)) as Asked;
      hasFailed.value = !await reread.now();
    }), []);
  useEffect(() => () => reread.stop(), []);
  return { data, asked, hasFailed, reread, handlers };
}
