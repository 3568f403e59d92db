import { type RandomStream, randomStream } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { Backpropagation } from './backpropagation.js';
import { startWeights } from './dense-network.js';
import type { Descent, Settings, WeightSnapshot } from './descent.js';
import { drawNoisePatterns, GradientSpread } from './gradient-noise.js';

/** Steps whose batches come from one stream, so that a resumed descent need not draw those of all earlier steps. */
const STREAM_STEPS = 1000;

/** Patterns seen together when the loss of all is measured. */
const MEASURED_TOGETHER = 64;

/** A descent that is to be made. */
export interface Plan extends Settings {
  readonly data: Dataset;
  readonly steps: number;
  /** True if the weights after this step are a snapshot. */
  readonly isKept: (step: number) => boolean;
  readonly from: Descent | undefined;
}

interface Measurement {
  readonly step: number;
  readonly loss: number;
  readonly errors: number;
  readonly noise: number;
}

/** The weights on their way. */
export class Path {
  step: number;
  readonly #plan: Plan;
  readonly #weights: Float32Array;
  readonly #backpropagation: Backpropagation;
  readonly #batch: Int32Array;
  readonly #noisePatterns: readonly number[];
  readonly #measurements: Measurement[];
  readonly #snapshots: WeightSnapshot[];
  #draws: RandomStream | undefined;

  constructor(plan: Plan) {
    const { network, data, seed, batch, from, isKept, noisePatterns } = plan;
    this.#plan = plan;
    this.step = from?.steps ?? 0;
    this.#weights = from?.weights.slice() ?? startWeights(network, { seed });
    const size = batch === 'all' ? data.patterns : batch;
    this.#backpropagation = new Backpropagation(network, data, Math.max(size, MEASURED_TOGETHER), this.#weights);
    this.#batch = Int32Array.from({ length: size }, (_, pattern) => pattern);
    this.#noisePatterns = drawNoisePatterns(data, seed, noisePatterns);
    this.#measurements = from === undefined ? [] : measurementsOf(from).filter(({ step }) => isMeasured(step));
    this.#snapshots = from?.snapshots.filter(({ step }) => isKept(step)) ?? [];
  }

  get summary(): string {
    const last = this.#measurements.at(-1);
    return last === undefined ? '' : `L = ${last.loss.toPrecision(3)}`;
  }

  makeStep(): void {
    const { data, batch, learningRate } = this.#plan;
    if (batch !== 'all') {
      const draws = this.#batches();
      for (let k = 0; k < batch; k++) this.#batch[k] = Math.floor(draws.uniform() * data.patterns);
    }
    const weights = this.#weights;
    this.#backpropagation.see(weights, this.#batch);
    this.#backpropagation.descend(weights);
    const { gradient } = this.#backpropagation;
    for (let k = 0; k < weights.length; k++) weights[k] -= learningRate * gradient[k];
    this.step++;
    this.keep();
  }

  /** Keeps the present weights if they are wanted. */
  keep(): void {
    if (!this.#plan.isKept(this.step) || this.#snapshots.at(-1)?.step === this.step) return;
    this.#snapshots.push({ step: this.step, weights: this.#weights.slice() });
  }

  /** Measures if it is time; false if the descent is to stop, and the measurement is then made when it continues. */
  async measure(mayContinue: () => Promise<boolean>): Promise<boolean> {
    const { network, data, steps } = this.#plan;
    const isDue = isMeasured(this.step) || this.step === steps;
    if (!isDue || this.#measurements.at(-1)?.step === this.step) return true;
    let loss = 0;
    let errors = 0;
    for (let first = 0; first < data.patterns; first += MEASURED_TOGETHER) {
      const length = Math.min(MEASURED_TOGETHER, data.patterns - first);
      const seen = this.#backpropagation.see(
        this.#weights,
        Int32Array.from({ length }, (_, k) => first + k),
      );
      loss += seen.loss;
      errors += seen.errors;
      if (!(await mayContinue())) return false;
    }
    const spread = new GradientSpread(network, data, this.#weights);
    for (const pattern of this.#noisePatterns) {
      spread.add(this.#weights, pattern);
      if (!(await mayContinue())) return false;
    }
    this.#measurements.push({ step: this.step, loss: this.#finite(loss / data.patterns), errors, noise: spread.noise });
    return true;
  }

  descent(): Descent {
    const { network, provenance, seed, learningRate, batch, noisePatterns } = this.#plan;
    const measurements = this.#measurements;
    return {
      network,
      provenance,
      seed,
      learningRate,
      batch,
      steps: this.step,
      times: measurements.map(({ step }) => step),
      losses: measurements.map(({ loss }) => loss),
      errors: measurements.map(({ errors }) => errors),
      gradientNoise: measurements.map(({ noise }) => noise),
      noisePatterns,
      snapshots: this.#snapshots,
      weights: this.#weights,
    };
  }

  /** The stream of the present step, past the batches of earlier steps. */
  #batches(): RandomStream {
    const { seed } = this.#plan;
    const done = this.step % STREAM_STEPS;
    if (this.#draws !== undefined && done > 0) return this.#draws;
    const draws = randomStream(seed, `batches ${(this.step - done) / STREAM_STEPS}`);
    for (let k = 0; k < done * this.#batch.length; k++) draws.uniform();
    this.#draws = draws;
    return draws;
  }

  #finite(loss: number): number {
    if (Number.isFinite(loss)) return loss;
    throw new RangeError(
      `the loss is ${loss} after ${this.step} steps; give a \`learningRate\` smaller than ${this.#plan.learningRate}`,
    );
  }
}

/** True for 0 and the whole numbers closest to 2^(k/2). */
function isMeasured(step: number): boolean {
  return step === 0 || Math.round(2 ** (Math.round(2 * Math.log2(step)) / 2)) === step;
}

function measurementsOf({ times, losses, errors, gradientNoise }: Descent): Measurement[] {
  return times.map((step, k) => ({ step, loss: losses[k], errors: errors[k], noise: gradientNoise[k] }));
}
