import type { AveragedCurve } from '../analysis/averages.js';
import { inWords } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import type { Series } from './series.js';

export interface NamedOptions {
  /**
   * `'line'` (default), or `'marks'`: points without a line between them, on top of all lines, so that a curve and the
   * line that it lies on are both seen. Of many points only some are drawn.
   */
  readonly as?: 'line' | 'marks';
}

/** What figures call the number of levels, energies and densities. */
export interface EnergyNames {
  readonly size: 'P' | 'N';
  readonly energy: string;
  readonly fraction: string;
  readonly density: string;
}

/** How a figure shows an entropy curve. */
export interface View {
  readonly x: {
    readonly title: (names: EnergyNames) => string;
    readonly of: (level: number, curve: EntropyCurve) => number;
  };
  readonly y: {
    readonly title: (names: EnergyNames) => string;
    readonly of: (entropy: number, curve: EntropyCurve) => number;
  };
  readonly logarithmic?: boolean;
}

/** What a figure draws of a curve: the levels found, with those without an error bar listed separately. */
export function seriesOf(curve: EntropyCurve, view: View, bands: 'error' | 'spread'): Series {
  const widths = widthsOf(curve, bands);
  const points = foundPlaces(curve).map((k) => {
    const at = (entropy: number) => view.y.of(entropy, curve);
    const [entropy, width] = [curve.entropy[k], widths?.[k] ?? 0];
    // The point itself is not `entropy + 0 * width`, which is NaN for an unknown width, ∞.
    return {
      x: view.x.of(curve.levels[k], curve),
      y: at(entropy),
      low: at(entropy - width),
      high: at(entropy + width),
    };
  });
  const beyond = points.find(({ y }) => !Number.isFinite(y));
  if (beyond !== undefined) {
    throw new RangeError(
      `'${inWords(curve.name)}' has more configurations than a floating-point number can hold; check its entropies`,
    );
  }
  const isKnown = ({ low, high }: { low: number; high: number }) => Number.isFinite(low) && Number.isFinite(high);
  const known = points.filter(isKnown);
  const withoutError = points.filter((point) => !isKnown(point));
  return {
    name: curve.name,
    kind: curve.kind,
    marks: (curve as NamedOptions).as === 'marks',
    x: known.map(({ x }) => x),
    y: known.map(({ y }) => y),
    ...(widths === undefined
      ? {}
      : {
          ends: {
            of: bands === 'spread' && spreadOf(curve) !== undefined ? 'standard deviation' : 'standard error',
            low: known.map(({ low }) => low),
            high: known.map(({ high }) => high),
          },
        }),
    withoutError: { x: withoutError.map(({ x }) => x), y: withoutError.map(({ y }) => y) },
  };
}

/** The half widths of a curve's band in nats. */
export function widthsOf(curve: EntropyCurve, bands: 'error' | 'spread'): ArrayLike<number> | undefined {
  return (bands === 'spread' ? spreadOf(curve) : undefined) ?? curve.standardError;
}

/** The indices of the levels at which configurations have been found. */
export function foundPlaces({ entropy }: EntropyCurve): number[] {
  return [...Array.from(entropy).keys()].filter((k) => Number.isFinite(entropy[k]));
}

/** One standard deviation over the averaged curves. */
export function spreadOf(curve: EntropyCurve): ArrayLike<number> | undefined {
  return (curve as Partial<AveragedCurve>).spread;
}
