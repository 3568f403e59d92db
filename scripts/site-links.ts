import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The links of all pages in a folder. */
export interface Links {
  /** How many lead to a file in the folder, or to a place on a page. */
  readonly inside: number;
  /** The addresses elsewhere, each once. */
  readonly outside: readonly string[];
  /** The links to files or places that are not there, as `page → link`. */
  readonly broken: readonly string[];
}

/** Follows every `href` and `src` of the HTML pages in a folder, and of its folders. */
export function readLinks(folder: string): Links {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  const html = new Map(
    pages.map((name) => [join(folder, name), withoutScripts(readFileSync(join(folder, name), 'utf8'))]),
  );
  const placesOf = new Map([...html].map(([path, text]) => [path, new Set(matches(text, /\s(?:id|name)="([^"]*)"/g))]));
  const outside = new Set<string>();
  const broken: string[] = [];
  let inside = 0;
  for (const [path, text] of html) {
    for (const link of matches(text, /<[a-z]+\s[^>]*?\b(?:href|src)="([^"]*)"/g)) {
      if (/^(?:data|javascript|blob):/.test(link)) continue;
      if (/^(?:[a-z]+:|\/\/)/.test(link)) outside.add(link.split('#')[0]!);
      else {
        inside++;
        if (!leadsSomewhere(path, link)) broken.push(`${relative(folder, path)} → ${link}`);
      }
    }
  }
  return { inside, outside: [...outside].sort(), broken };

  function leadsSomewhere(path: string, link: string): boolean {
    const [, address = '', , fragment] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/.exec(link) ?? [];
    const target = address === '' ? path : join(dirname(path), decodeURIComponent(address));
    // A link out of the folder finds nothing where the folder is published.
    if (!`${target}${sep}`.startsWith(`${folder}${sep}`)) return false;
    if (!existsSync(target) || !statSync(target).isFile()) return false;
    return !fragment || !placesOf.has(target) || placesOf.get(target)!.has(decodeURIComponent(fragment));
  }
}

/** Scripts and styles hold texts that only look like links. */
function withoutScripts(text: string): string {
  return text.replace(/<(script|style)\b([^>]*)>[\s\S]*?<\/\1>/g, '<$1$2></$1>');
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!.replaceAll('&amp;', '&'));
}
