import { formatted, literal } from '../base/escape.js';

// Notebooks write plain text, 'overlap C(t_w + t, t_w)', and figures set it as a journal does: symbols of quantities are
// italic; words, units, numbers, functions such as ln and exp, and subscripts are upright.

/** An author's title or caption, set as in a journal. */
export function titleText(text: string): string {
  return typeset(formatted(text));
}

/** A name that may come from data, set as in a journal; markup in it is shown literally. */
export function nameText(text: string): string {
  return typeset(literal(text));
}

function typeset(text: string): string {
  return outsideTags(outsideTags(text, withScripts), withSymbols);
}

const SYMBOL = 'A-Za-zα-ωϑϕϱϵΑ-Ω';

/** A letter with its subscript: J_D, t_w, E_{th}, n≤3, S₁, and the paper's P1 and P0. */
const SUBSCRIPTED = new RegExp(
  `(?<![\\p{L}\\p{N}_’'])([${SYMBOL}])(?:_\\{([^{}<]+)\\}|_([\\p{L}\\p{N}]+)|([≤≥]\\d+)|([₀-₉]+)|(?<=P)([01])(?![\\p{L}\\p{N}.]))`,
  'gu',
);

const RAISED = /[⁺⁻]?[⁰¹²³⁴-⁹]+/g;

function withScripts(text: string): string {
  return text
    .replace(SUBSCRIPTED, (_, letter: string, ...[braced, word, bound, lowered, number]: (string | undefined)[]) => {
      const below = braced ?? word ?? bound ?? number ?? onTheLine(lowered!, '₀₁₂₃₄₅₆₇₈₉', '0123456789');
      return `${symbol(letter)}<sub>${below}</sub>`;
    })
    .replace(
      /\^(?:\(([^()<]+)\)|\{([^{}<]+)\}|([+−-]?\d+))/g,
      (_, ...[inner, braced, number]: (string | undefined)[]) => {
        return `<sup>${inner ?? braced ?? number}</sup>`;
      },
    )
    .replace(RAISED, (raised) => `<sup>${onTheLine(raised, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻', '0123456789+−')}</sup>`);
}

/** Small digits, which few fonts have, as ordinary ones. */
function onTheLine(digits: string, small: string, ordinary: string): string {
  return Array.from(digits, (digit) => ordinary[small.indexOf(digit)]).join('');
}

/**
 * A letter that stands alone, or after a d or Δ: E, S(E), P/N, dU, ΔF. Not the article or the pronoun, letters of
 * hyphenated and abbreviated words (T-shirt, e.g.), a unit in brackets, or a seed.
 */
const ALONE = new RegExp(
  `(?<![\\p{L}\\p{N}_’'.&#-]|\\p{L}-|seed )([dΔ]?)(?![aAIπ](?![\\p{L}\\p{N}]))([${SYMBOL}])(?![\\p{L}\\p{N}_’']|-\\p{L}|\\.\\p{L})`,
  'gu',
);

function withSymbols(text: string): string {
  return text.replace(ALONE, (found, before: string, letter: string, place: number) =>
    text.slice(place - 2, place) === ' (' && text[place + found.length] === ')' ? found : before + symbol(letter),
  );
}

/** Capital Greek letters are upright, as in Σ and Δ. */
function symbol(letter: string): string {
  return /[Α-Ω]/.test(letter) ? letter : `<i>${letter}</i>`;
}

/** Changes the text outside tags, and outside what an author has set in italics or raised or lowered. */
function outsideTags(text: string, change: (part: string) => string): string {
  return text
    .split(/(<(?:i|em|sub|sup)>[^<]*<\/(?:i|em|sub|sup)>|<[^<>]*>|&#?\w+;)/i)
    .map((part, k) => (k % 2 === 0 ? change(part) : part))
    .join('');
}
