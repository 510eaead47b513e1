/** What is wrong in a form, by field. */

export type FormErrors<Name extends string> = Partial<Record<Name, string>>;

/** Once the errors are drawn, the first field that is wrong has the focus. */
export function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
