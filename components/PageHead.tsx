import type { ComponentChildren } from "preact";

/** The head of a page: where it belongs, its name, and what stands beside it. */
export function PageHead({ title, back, children }: {
  title: string;
  back?: { href: string; text: string };
  children?: ComponentChildren;
}) {
  return (
    <header class="page-head">
      {back !== undefined && <a class="back" href={back.href}>{back.text}</a>}
      <div class="page-title">
        <h1>{title}</h1>
        {children}
      </div>
    </header>
  );
}
