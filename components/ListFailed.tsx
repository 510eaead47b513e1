import { useTexts } from "@/components/reader.ts";

/** Says that a list could not be read anew. */
export function ListFailed({ hasFailed }: { hasFailed: boolean }) {
  const t = useTexts();
  return hasFailed ? <p role="alert" class="error">{t("list.failed")}</p> : null;
}
