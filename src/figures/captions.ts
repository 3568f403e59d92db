import type { EntropyCurve } from '../base/curve.js';
import { literal } from '../base/escape.js';
import type { DatasetProvenance } from '../dataset/dataset.js';
import { type DensityOfStates, isDensityOfStates } from '../sampling/density-of-states.js';
import { type EnergyNames, foundPlaces, spreadOf, widthsOf } from './curve-series.js';
import { textOf } from './figure.js';

const OF_PATTERNS: EnergyNames = {
  size: 'P',
  energy: 'energy E (misclassified patterns)',
  fraction: 'energy per pattern, E/P',
  density: 'density of states, ρ(E/P)',
};

const OF_UNITS: EnergyNames = {
  size: 'N',
  energy: 'energy E (violated conditions)',
  fraction: 'energy per unit, E/N',
  density: 'density of states, ρ(E/N)',
};

/** The names for these curves, those without data apart: recurrent networks have the conditions of their units as patterns. */
export function energyNames(curves: readonly EntropyCurve[]): EnergyNames {
  return selfCouplings(curves) === undefined ? OF_PATTERNS : OF_UNITS;
}

/** J_D of each curve that has a data set, if all of them are of recurrent networks. */
function selfCouplings(curves: readonly EntropyCurve[]): readonly number[] | undefined {
  const all = densities(curves).map(({ provenance }) => provenance.network.selfCoupling);
  const known = all.filter((selfCoupling) => selfCoupling !== undefined);
  return known.length > 0 && known.length === all.length ? known : undefined;
}

/** N, P, seed and source of the first data set that has them; J_D in the place of P if the networks are recurrent. */
export function titleOf(curves: readonly EntropyCurve[]): string {
  const withData = densities(curves).map(({ patterns, weights, provenance: { network, dataset } }) => ({
    inputs: network.layers[0]!,
    patterns,
    weights,
    origin: originOf(dataset),
  }));
  // Theory does not know N; if nothing else is shown, it is that of a perceptron, N = M.
  const sizes =
    withData.length > 0 ? withData : curves.map((curve) => ({ ...curve, inputs: curve.weights, origin: [] }));
  const couplings = selfCouplings(curves);
  const parts = [
    size(
      'N',
      sizes.map(({ inputs }) => inputs),
    ),
    ...(sizes.some(({ inputs, weights }) => inputs !== weights)
      ? [
          size(
            'M',
            sizes.map(({ weights }) => weights),
          ),
        ]
      : []),
    couplings === undefined
      ? size(
          'P',
          sizes.map(({ patterns }) => patterns),
        )
      : size('J_D', couplings),
  ];
  const origins = new Set(sizes.map(({ origin }) => origin.join(' · ')));
  return [parts.join(', '), ...(origins.size === 1 ? origins : [])].filter((part) => part !== '').join(' · ');
}

/** The source of a data set and its seed, for a title. */
export function originOf({ source, parameters }: DatasetProvenance): string[] {
  const seed = textOf(parameters.seed);
  return [literal(source), ...(seed === '' ? [] : [literal(`seed ${seed}`)])];
}

function size(letter: string, values: readonly number[]): string {
  return `${letter} = ${new Intl.ListFormat('en-GB').format([...new Set(values)].map(String))}`;
}

/** What a reader must know about the data sets behind the curves, such as that drawn digits stand in for MNIST. */
export function noticesOf(curves: readonly EntropyCurve[]): string[] {
  return densities(curves).map(({ provenance }) => literal(provenance.dataset.notice ?? ''));
}

/** What a reader must know about the curves that cannot be seen. */
export function captionOf(curves: readonly EntropyCurve[], bands: 'error' | 'spread'): string {
  const notices = noticesOf(curves);
  if (bands === 'spread' && curves.some((curve) => spreadOf(curve) !== undefined)) {
    notices.push('Bands of averages: one standard deviation over the curves averaged.');
  }
  const hasCrosses = curves.some((curve) => {
    const widths = widthsOf(curve, bands);
    return (
      curve.kind !== 'theory' && widths !== undefined && foundPlaces(curve).some((k) => !Number.isFinite(widths[k]))
    );
  });
  if (hasCrosses) notices.push('Crosses: levels without an error bar.');
  for (const curve of curves) {
    if (foundPlaces(curve).length === 0) notices.push(`Nothing to show of ${literal(curve.name)}: no level was found.`);
  }
  return [...new Set(notices)].join(' ').trim();
}

/** The curves that have a data set. */
function densities(curves: readonly EntropyCurve[]): DensityOfStates[] {
  return curves.filter(isDensityOfStates);
}
