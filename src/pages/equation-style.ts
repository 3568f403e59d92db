import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inOptionalPackage } from '../base/optional-package.js';

/** KaTeX's style sheet for the equations of a page. It contains those of KaTeX's fonts that they use. */
export function equationStyle(html: string): string {
  const path = inOptionalPackage('katex/dist/katex.min.css', 'a page with equations');
  const sheet = readFileSync(path, 'utf8');
  const used = fontsOf(sheet, html);
  return sheet.replace(
    /@font-face\{([^}]*?)src:url\(fonts\/([\w-]+)\.woff2\)[^}]*\}/g,
    (_, face: string, font: string) => {
      if (!used.has(font)) return '';
      const file = readFileSync(join(dirname(path), 'fonts', `${font}.woff2`)).toString('base64');
      return `@font-face{${face}src:url(data:font/woff2;base64,${file}) format("woff2")}`;
    },
  );
}

/** The fonts that the rules of a style sheet choose for the classes on a page. */
function fontsOf(sheet: string, html: string): Set<string> {
  const present = new Set([...html.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names!.split(' ')));
  const isPresent = (selector: string) => [...selector.matchAll(/\.([\w-]+)/g)].every(([, name]) => present.has(name!));
  const rules = [...sheet.replace(/@font-face\{[^}]*\}/g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  const chosen = rules
    .filter(([, selectors, rule]) => /font/.test(rule!) && selectors!.split(',').some(isPresent))
    .map(([, , rule]) => {
      const family = /KaTeX_(\w+)/.exec(rule!)?.[1] ?? 'Main';
      const style = `${/font-weight:700/.test(rule!) ? 'Bold' : ''}${/font-style:italic/.test(rule!) ? 'Italic' : ''}`;
      return `KaTeX_${family}-${style || 'Regular'}`;
    });
  return new Set(chosen);
}
