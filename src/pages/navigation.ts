import { escapeHtml } from '../base/escape.js';

/** A page in the same folder. */
export interface PageLink {
  readonly name: string;
  readonly title: string;
}

/** The pages that a page links to, as far as they exist. */
export interface Neighbours {
  readonly before?: PageLink | undefined;
  readonly after?: PageLink | undefined;
  /** True if there is a gallery, index.html. */
  readonly gallery?: boolean;
}

/** The address of a page, from another one in its folder. */
export function addressOf(name: string): string {
  return `${encodeURIComponent(name)}.html`;
}

/** Links to the gallery, the page before and the page after. They can be replaced later (`withNeighbours`). */
export function neighboursHtml({ before, after, gallery = false }: Neighbours): string {
  const links = [
    ...(gallery ? ['<a href="index.html">All studies</a>'] : []),
    ...(before === undefined
      ? []
      : [`<a rel="prev" href="${addressOf(before.name)}">← ${escapeHtml(before.title)}</a>`]),
    ...(after === undefined ? [] : [`<a rel="next" href="${addressOf(after.name)}">${escapeHtml(after.title)} →</a>`]),
  ];
  return `<nav class="neighbours" aria-label="studies">${links.join(' ')}</nav>`;
}

/** A page with other links to its neighbours, such as one that was made before they were. */
export function withNeighbours(page: string, neighbours: Neighbours): string {
  return page.replace(/<nav class="neighbours"[^>]*>.*?<\/nav>/g, () => neighboursHtml(neighbours));
}

/** A page's body whose second-level headings have addresses, and a table of contents that leads to them. */
export function withContents(body: string): { readonly body: string; readonly contents: string } {
  const entries: string[] = [];
  const ids = new Set<string>();
  const marked = body.replace(/<h2>(.*?)<\/h2>/g, (_, heading: string) => {
    const words = heading.replace(/<annotation.*?<\/annotation>|<[^>]*>|&[^;]*;/g, '').toLowerCase();
    const slug = words.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'section';
    const id = ids.has(slug) ? `${slug}-${ids.size}` : slug;
    ids.add(id);
    entries.push(`<li><a href="#${encodeURIComponent(id)}">${heading.replace(/<\/?a\b[^>]*>/g, '')}</a></li>`);
    return `<h2 id="${id}">${heading}</h2>`;
  });
  if (entries.length < 2) return { body, contents: '' };
  // Open beside the text; on a narrow screen, where it stands above, it opens on demand.
  const contents = `<details class="contents" open><summary>Contents</summary><ol>${entries.join('')}</ol></details>
<script>if (matchMedia('(max-width: 66rem)').matches) document.querySelector('.contents').open = false;</script>`;
  return { body: marked, contents };
}
