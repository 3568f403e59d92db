import { describe, expect, test } from 'vitest';
import { shownText } from '#src/base/escape.js';
import { nameText, titleText } from '#src/figures/typeset.js';

describe('texts of figures are set as in a journal', () => {
  test.each([
    ['entropy S(E) (nats)', 'entropy <i>S</i>(<i>E</i>) (nats)'],
    ['p_T(E)', '<i>p</i><sub>T</sub>(<i>E</i>)'],
    ['Δ(t_w, t_w + t)', 'Δ(<i>t</i><sub>w</sub>, <i>t</i><sub>w</sub> + <i>t</i>)'],
    ['ln g(0) / N (nats per unit)', 'ln <i>g</i>(0) / <i>N</i> (nats per unit)'],
    ['heat capacity C = dU/dT', 'heat capacity <i>C</i> = d<i>U</i>/d<i>T</i>'],
    ['free energy ΔF (errors)', 'free energy Δ<i>F</i> (errors)'],
    ['E = P1', '<i>E</i> = <i>P</i><sub>1</sub>'],
    ['α_{alg}, E_th', '<i>α</i><sub>alg</sub>, <i>E</i><sub>th</sub>'],
    ['flatness ln n≤3 (nats)', 'flatness ln <i>n</i><sub>≤3</sub> (nats)'],
    ['n₁/N, 2²⁵, 10⁻³', '<i>n</i><sub>1</sub>/<i>N</i>, 2<sup>25</sup>, 10<sup>−3</sup>'],
    ['∝ N^(0.61 ± 0.06), 10^3, x^{2}', '∝ <i>N</i><sup>0.61 ± 0.06</sup>, 10<sup>3</sup>, <i>x</i><sup>2</sup>'],
    ['s(t)·s′(t)/N', '<i>s</i>(<i>t</i>)·<i>s</i>′(<i>t</i>)/<i>N</i>'],
    ['√(p(1 − p)/n)', '√(<i>p</i>(1 − <i>p</i>)/<i>n</i>)'],
  ])('%s: symbols and subscripts', (plain, set) => {
    expect(titleText(plain)).toBe(set);
  });

  test.each([
    'a teacher, A and I',
    'Shannon’s bound, don’t',
    'T-shirt and trouser',
    'e.g. this; i.e. that',
    'time (s)',
    'angle (degrees), π/2',
    'two Gaussian classes · seed m',
    '100-5-1',
    'file_name, U.S.A',
    '3-spin, p-spin',
    'first component (5 % of the variance)',
  ])('%s: words, units and numbers stay upright', (text) => expect(titleText(text)).toBe(text));

  test('an author’s markup stays, and markup in names is shown as it is', () => {
    expect(titleText('J<sub>D</sub> and <i>E</i>')).toBe('<i>J</i><sub>D</sub> and <i>E</i>');
    expect(nameText('E < 3 & <b>')).toBe('<i>E</i> &#60; 3 &#38; &#60;<i>b</i>>');
    expect(shownText(nameText('t_w = 16, 10³ < N & <b>'))).toBe('t_w = 16, 10^3 < N & <b>');
  });
});
