/** The end of a page of a list: the way to the next one, or that this was all. */
export function MoreLink({ href, end }: { href: string | null; end: string }) {
  return (
    <p class="list-end">
      {href === null ? <span class="hint">{end}</span> : <a class="button" href={href} rel="next">Older and more</a>}
    </p>
  );
}
