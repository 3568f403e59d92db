import { checkEach, checkNumber, checkText, inWords } from '../base/check.js';
import { checkCurve, type EntropyCurve } from '../base/curve.js';
import { checkDataset } from '../dataset/check-dataset.js';
import type { Dataset } from '../dataset/dataset.js';
import { isDensityOfStates } from '../sampling/density-of-states.js';
import { checkJointDensity, type JointDensityOfStates } from '../sampling/joint-density.js';
import type { Figure } from './figure.js';

/** @throws TypeError unless each of `texts` is a string or undefined. */
export function checkTexts(texts: { readonly [name: string]: string | undefined }): void {
  for (const [name, value] of Object.entries(texts)) if (value !== undefined) checkText(name, value);
}

/** @throws TypeError unless `values` is an array, typed or not, of numbers, finite or not. */
export function checkAnyNumbers(name: string, values: ArrayLike<number>): void {
  checkEach(name, values, () => true, 'give numbers');
}

/** @throws TypeError unless `value` is a plain object; `remedy` says which to give. */
export function checkObject(of: string, value: unknown, remedy: string): asserts value is object {
  if (Object.prototype.toString.call(value) === '[object Object]') return;
  throw new TypeError(`${of} is ${inWords(value)}; ${remedy}`);
}

/**
 * @throws TypeError if `curve` lacks a part that figures read, or if it is of the wrong type.
 * @throws RangeError if one of its numbers is out of range.
 */
export function checkShownCurve(curve: EntropyCurve): void {
  checkCurve(curve);
  const { spread } = curve as { readonly spread?: ArrayLike<number> };
  if (spread !== undefined) checkEach('spread', spread, (value) => value >= 0, 'give numbers of at least 0');
  if (!isDensityOfStates(curve)) return;
  const { network, dataset } = curve.provenance ?? {};
  checkObject('`provenance.network` of the curve', network, 'give what `enumerate` or `wangLandau` returns');
  checkAnyNumbers('layers', network.layers);
  if (network.selfCoupling !== undefined) checkNumber('selfCoupling', network.selfCoupling);
  checkProvenance(dataset);
}

/**
 * @throws TypeError if `data` lacks a part that figures read, or if it is of the wrong type.
 * @throws RangeError if one of its numbers is out of range.
 */
export function checkShownData(data: Dataset): void {
  checkDataset(data);
  checkProvenance(data.provenance);
}

/**
 * @throws TypeError if `joint` lacks a part that figures read, or if it is of the wrong type.
 * @throws RangeError if one of its numbers is out of range, or if its columns do not fit.
 */
export function checkShownJoint(joint: JointDensityOfStates): void {
  checkJointDensity(joint);
  checkShownCurve(joint.marginal);
}

/** @throws TypeError unless `figure` is a Plotly figure: traces and a layout. */
export function checkFigure(figure: Figure): void {
  const remedy = 'give what a function such as `plotDensity` returns';
  checkObject('the figure', figure, remedy);
  if (!Array.isArray(figure.data)) throw new TypeError(`\`data\` of the figure is ${inWords(figure.data)}; ${remedy}`);
  for (const trace of figure.data) checkObject('a trace of the figure', trace, remedy);
  checkObject('`layout` of the figure', figure.layout, remedy);
  try {
    JSON.stringify(figure);
  } catch {
    throw new TypeError(`the figure cannot be written as JSON, because it contains a BigInt or itself; ${remedy}`);
  }
}

function checkProvenance(provenance: Dataset['provenance']): void {
  checkObject('`provenance` of the data set', provenance, 'make the data set with a function such as `fromArrays`');
  checkText('source', provenance.source);
  checkTexts({ notice: provenance.notice });
  checkObject('`provenance.parameters`', provenance.parameters, 'give an object, {} if there are none');
}
