import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TablesRecord } from '#src/pages/tables.js';

// What docs/paper-size/README.md says is in the tables next to it.

const folder = 'docs/paper-size';
const studies = readdirSync(folder).filter((name) => /^\d\d-/.test(name));

interface Row {
  readonly [column: string]: string;
}

/** The rows of a table in which no text has a quotation mark. */
function rowsOf(study: string, file: string): Row[] {
  const [head, ...lines] = readFileSync(join(folder, study, file), 'utf8')
    .trim()
    .split('\n')
    .map(fieldsOf);
  return lines.map((line) => Object.fromEntries(line.map((field, k) => [head![k]!, field])));
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,"]*))/g)].map(([, quoted, plain]) => quoted ?? plain!);
}

function recordOf(study: string): TablesRecord {
  return JSON.parse(readFileSync(join(folder, study, 'tables.json'), 'utf8')) as TablesRecord;
}

/** The numbers of the paper beside ours, which end the page of a notebook. */
function compared(number: string) {
  const study = studies.find((name) => name.startsWith(number))!;
  const rows = rowsOf(study, recordOf(study).tables.at(-1)!.file);
  return rows.map((row) => ({
    name: row.quantity!,
    paper: Number(row.paper),
    here: Number(row.here),
    pull: Number(row.pull),
  }));
}

test.each(studies)('%s is of the paper’s size, and all its tables are there', (study) => {
  const { notebook, parameters, tables } = recordOf(study);
  expect(notebook).toBe(`${study}.ipynb`);
  expect(parameters).toEqual({ size: 'paper' });
  for (const { file } of tables) expect(rowsOf(study, file).length).toBeGreaterThan(0);
});

test('all studies are there', () => {
  const numbers = readdirSync('notebooks').flatMap((name) => (name.endsWith('.ipynb') ? [name.slice(0, 2)] : []));
  expect(studies.map((name) => name.slice(0, 2))).toEqual(numbers);
});

describe('beside the paper', () => {
  test('33 numbers agree', () => {
    const pulls = ['01', '03', '04', '05'].flatMap((number) => compared(number).map(({ pull }) => pull));
    expect(pulls).toHaveLength(33);
    expect(Math.min(...pulls)).toBeGreaterThan(-1.4);
    expect(Math.max(...pulls)).toBeLessThan(1.5);
  });

  test('the peak of the clothes scatters more from draw to draw than it differs', () => {
    const { here, paper } = compared('01').find(({ name }) => name === 'peak of ρ, clothes, P = 392')!;
    expect([here.toFixed(2), paper]).toEqual(['6.83', 8.09]);
    expect(Math.sqrt(10) * Number(rowsOf('01-random-vs-mnist', 'table-6.csv')[3]!['here ±'])).toBeCloseTo(1.1, 1);
  });

  test('the peak of the digits grows by as much as the annealed one', () => {
    const [smallest, , largest] = rowsOf('01-random-vs-mnist', 'table-3.csv');
    const growth = (column: string) => Number(largest![column]) - Number(smallest![column]);
    const error = Math.hypot(Number(largest!['peak of ρ ±']), Number(smallest!['peak of ρ ±']));
    expect([growth('peak of ρ').toFixed(3), error.toFixed(3)]).toEqual(['0.077', '0.021']);
    expect(growth('annealed peak').toFixed(2)).toBe('0.09');
  });

  test('of the imbalanced digits’ numbers two are farther off', () => {
    const pulls = compared('02').map(({ pull }) => pull);
    expect(pulls).toHaveLength(9);
    expect(pulls.filter((pull) => Math.abs(pull) > 2).map((pull) => pull.toFixed(1))).toEqual(['-3.4', '2.4']);
    // Student's t distribution with three degrees of freedom, both tails.
    const t = 3.43 / Math.sqrt(3);
    const beyond = 1 - (2 / Math.PI) * (t / (1 + t * t) + Math.atan(t));
    expect(1 - (1 - beyond) ** 9).toBeCloseTo(1 / 3, 1);
  });

  test('the variances of networks are smaller by one factor, and their ratios the same', () => {
    const published = [1039, 895.1, 764.4, 736.2];
    const ours = rowsOf('06-depth-and-width', 'table-2.csv')
      .map((row) => Number(row['variance of E']))
      .slice(0, 4);
    for (const [k, variance] of ours.entries()) {
      expect(published[k]! / variance).toBeGreaterThan(1.06);
      expect(published[k]! / variance).toBeLessThan(1.07);
      expect(variance / ours[0]! / (published[k]! / published[0]!) - 1).toBeCloseTo(0, 2);
    }
    for (const { pull } of compared('06')) expect(Math.abs(pull)).toBeLessThan(2);
  });

  test('runs of the protocol scatter more, and its time grows faster', () => {
    const [spread, growth] = compared('07').map(({ here }) => here);
    expect(spread).toBeCloseTo(0.041, 3);
    expect(growth).toBeCloseTo(0.18, 3);
  });
});

test('the lowest levels of ten classes', () => {
  const classes = rowsOf('06-depth-and-width', 'table-5.csv').map((row) => row['fewest errors found']);
  expect(classes).toEqual(['3', '0']);
});

/** A cell with an error bar, '0.27 ± 0.02'; of a number alone the error is NaN. */
function estimate(text: string | undefined): { value: number; error: number } {
  const [value, error] = text!.replace(/^'/, '').split(' ± ');
  return { value: Number(value), error: Number(error ?? Number.NaN) };
}

describe('which solutions algorithms find', () => {
  const spread = rowsOf('09-which-solutions', 'table-3.csv');
  const instances = rowsOf('09-which-solutions', 'table-4.csv');
  const effective = (name: string) =>
    Number(spread.find(({ algorithm }) => algorithm === name)!['solutions in effect']);

  test('annealing is spread over nearly all of 857, message passing over five', () => {
    expect(effective('annealing, 2000 sweeps')).toBeGreaterThan(820);
    expect(Math.round(effective('SBPI'))).toBe(70);
    expect(Math.round(effective('stochastic weights'))).toBe(4);
    expect(Math.round(effective('reinforced BP, |B| ~ 1'))).toBe(5);
  });

  test('from a tiny start reinforced BP has one solution on 15 of 23 instances, the flattest on 7', () => {
    expect(instances).toHaveLength(23);
    const found = instances.map((row) => Number(row['found from it']));
    expect(found.filter((count) => count === 1)).toHaveLength(15);
    const isFlattest = (row: Row) => Number(row['from a tiny start above']) > Number(row['flattest above']) - 1e-9;
    expect(instances.filter((row) => row['from a tiny start above'] !== '' && isFlattest(row))).toHaveLength(7);
    const alone = instances.map((row) => Number(row['share isolated']));
    expect([Math.min(...alone).toFixed(2), Math.max(...alone)]).toEqual(['0.28', 1]);
  });
});

describe('flatness and generalisation', () => {
  const study = '12-flatness-and-generalisation';
  const student = (name: string) => rowsOf(study, 'table-3.csv').find((row) => row.student === name)!;
  const gains = (name: string) =>
    [8, 12, 16].map((patterns) => estimate(student(name)[`gain, P = ${patterns}`]).value.toFixed(3));
  const found = (algorithm: string, load: number) =>
    rowsOf(study, 'table-6.csv').find((row) => row.algorithm === algorithm && Number(row.α) === load)!;

  test('the flattest solution of 21 weights errs on five to seven patterns in 100 less than Gibbs', () => {
    expect(gains('the flattest solution')).toEqual(['0.066', '0.054', '0.050']);
    for (const row of rowsOf(study, 'table-2.csv')) {
      const { value, error } = estimate(row['flatness and p_e, equally near']);
      expect(Math.abs(value / error)).toBeLessThan(2);
    }
  });

  test('belief propagation has the errors of theory at N = 1001, and annealing finds next to nothing there', () => {
    const pulls = rowsOf(study, 'table-5.csv').map(({ pull }) => Number(pull));
    expect(pulls).toHaveLength(12);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(1.2);
    expect(found('simulated annealing', 0.3).solved).toBe('1 of 12');
  });

  test('SBPI and reinforced BP err as they did in the earlier program', () => {
    const earlier = { SBPI: [0.39, 0.35, 0.303, 0.286], 'reinforced BP': [0.384, 0.346, 0.306, 0.277] };
    for (const [name, errors] of Object.entries(earlier)) {
      for (const [k, load] of [0.3, 0.5, 0.8, 1].entries()) {
        expect(Math.abs(estimate(found(name, load).p_e).value - errors[k]!)).toBeLessThan(0.017);
      }
    }
  });
});

describe('liquid learning', () => {
  const study = '16-liquid-learning';
  const claim = (text: string) =>
    estimate(rowsOf(study, 'table-9.csv').find((row) => row['talk or theory']!.startsWith(text))!.here);

  test('focusing BP leaves 0.70 of the errors at f = 0.1, and after a Hebbian step hardly any are left', () => {
    expect(claim('4: by focusing BP').value).toBeCloseTo(0.702, 3);
    expect(claim('4: errors left by asynchronous').value).toBeGreaterThan(4);
    expect(claim('5: after Hebbian').value).toBeLessThan(0.01);
  });

  test('rows learn ten reached fixed points for each unit at J_D = 0.5, and 4.75 typical ones, where 3 are predicted', () => {
    expect(claim('6: α_c ≃ 6').value.toFixed(1)).toBe('10.1');
    expect(claim('6: J_D = 0.7').value.toFixed(1)).toBe('6.7');
    expect(claim('the same for typical')).toEqual({ value: 4.75, error: 0.18 });
    const one = claim('prediction at J_D = 0.5');
    expect(Math.abs(one.value - 2.985) / one.error).toBeLessThan(1);
  });
});

describe('aging', () => {
  const study = '17-aging';
  const pulls = rowsOf(study, 'table-5.csv').flatMap((row) =>
    ['∞', '0.5', '0.3', '0.2'].map((temperature) => Number(row[`pull, T = ${temperature}`])),
  );
  const end = (inputs: number, temperature: number) => {
    const isRow = (row: Row) => Number(row.N) === inputs && Number(row.T) === temperature;
    return estimate(rowsOf(study, 'table-6.csv').find(isRow)!['ε at the end']);
  };

  test('the exponent of the 3-spin model comes down to 0.673', () => {
    const exponents = rowsOf(study, 'table-1.csv').map((row) => Number(row['exponent of E − E_th']).toFixed(3));
    expect(exponents).toEqual(['0.691', '0.682', '0.677', '0.673']);
  });

  test('of 28 ends of quenches two are more than three error bars from equilibrium', () => {
    expect(pulls).toHaveLength(28);
    expect(pulls.filter((pull) => Math.abs(pull) > 3)).toEqual([3.6, 3.3]);
    expect(Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / 28).toFixed(1)).toBe('1.5');
  });

  test('at T = 0.5 even 2001 weights come to equilibrium, at T = 0.2 neither 2001 nor 1001', () => {
    expect(end(1001, 0.5)).toEqual({ value: 0.1392, error: 0.0013 });
    expect(end(2001, 0.5)).toEqual({ value: 0.1384, error: 0.0013 });
    expect([end(1001, 0.2).value, end(2001, 0.2).value]).toEqual([0.238, 0.336]);
  });
});

describe('training at two times', () => {
  const study = '18-training-at-two-times';
  const shares = (network: string) =>
    rowsOf(study, 'table-2.csv')
      .filter((row) => row.network === network && Number(row.t_w) >= 1024)
      .map((row) => estimate(row['ϱ at t = 512']).value);

  test('the share of free diffusion rises from one half to 1.3 in the wide network, and falls to a tenth in the narrow', () => {
    expect(shares('wide')).toEqual([0.499, 0.884, 1.201, 1.3]);
    expect(shares('narrow')).toEqual([0.424, 0.179, 0.094, 0.108]);
  });

  test('displacements are those of the earlier program, and the deep network ends in diffusion', () => {
    const moved = (network: string) =>
      Number(
        rowsOf(study, 'table-2.csv').find((row) => row.network === network && Number(row.t_w) === 16384)![
          'Δ at t = 512'
        ],
      );
    expect(moved('wide') / 1.5e-7).toBeCloseTo(1, 0);
    expect(moved('narrow') / 2.1e-3).toBeCloseTo(1, 1);
    const deep = rowsOf(study, 'table-6.csv').map((row) => Number(row['ϱ at t = 512']));
    expect(deep.slice(-2).map((share) => share.toFixed(2))).toEqual(['1.06', '0.95']);
  });
});

describe('flat or isolated', () => {
  const study = '10-flat-or-isolated';
  const table = (number: number) => rowsOf(study, `table-${number}.csv`);
  const rms = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
  const claim = (text: string) => table(13).find((row) => row['talk or theory']!.startsWith(text))!;

  test('sampling agrees with enumeration and with exact counts, message passing to a nat', () => {
    const pulls = table(1).flatMap((row) => (row.pull === '' ? [] : [Number(row.pull)]));
    expect(pulls).toHaveLength(16);
    expect(rms(pulls)).toBeLessThan(1);
    expect(Math.max(...table(1).map((row) => Math.abs(Number(row['message passing − best']))))).toBeLessThan(1);
    expect(rms(table(7).flatMap((row) => [Number(row['pull ≤ 1']), Number(row['pull 2, 3'])])).toFixed(2)).toBe('0.64');
  });

  test('of typical solutions a sixth has no neighbour at P = 30, half at 40, three quarters at 50', () => {
    const alone = [2, 3, 4].map((number) => table(number)[0]!['without a neighbour']);
    expect(alone).toEqual(['0.161 ± 0.033', '0.476 ± 0.056', '0.755 ± 0.040']);
  });

  test('eight numbers of the earlier program come out again, that of annealing does not', () => {
    const pulls = table(13)
      .filter((row) => row['talk or theory']!.startsWith('flat-1') && /^-?\d+\.\d$/.test(row['pull or verdict']!))
      .map((row) => Number(row['pull or verdict']));
    expect(pulls.filter((pull) => Math.abs(pull) > 1.4)).toEqual([-3.7]);
    expect(claim('flat-1, simulated annealing')['pull or verdict']).toBe('-3.7');
    expect(claim('flat-1, reinforced BP')['pull or verdict']).toBe('the same');
  });

  test('the bound holds for means over data sets, and not for the one with the most solutions', () => {
    expect(Number(claim('none denser than the bound').here)).toBeLessThan(-1);
    expect(claim('the same around a single')).toMatchObject({
      here: '0.99',
      'pull or verdict': 'data set 5: ln g(0) is 3.4 above N s',
    });
  });
});

describe('liquid fixed points', () => {
  const study = '15-liquid-fixed-points';
  const table = (number: number) => rowsOf(study, `table-${number}.csv`);
  const claim = (text: string) => table(13).find((row) => row['talk or theory']!.startsWith(text))!.here;

  test('the exact means hold at 24 units and beyond', () => {
    const pulls = table(2).map(({ pull }) => Number(pull));
    expect(pulls).toHaveLength(8);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(1);
    expect(claim('the first moment')).toBe('rms pull 0.87 over 38 counts');
    const largest = table(3).slice(-2);
    expect(largest.map((row) => [row.N, row['ln g(0), sampled']])).toEqual([
      ['150', '48.03 ± 0.31'],
      ['150', '48.17 ± 0.73'],
    ]);
  });

  test('reached fixed points have 0.158 negative fields for 0.279, and half of the runs converge from 0.13, 0.24, 0.38 on', () => {
    const fields = table(7).map((row) => estimate(row['negative fields']).value.toFixed(3));
    expect(fields.slice(0, 2)).toEqual(['0.279', '0.158']);
    const half = table(9).map((row) => estimate(row['J_D at which half converge']).value.toFixed(2));
    expect(half).toEqual(['0.13', '0.24', '0.38', '0.35']);
  });

  test('ten thousand draws are too few for 6772 fixed points: a divergence of 0.13 is left', () => {
    const { value, error } = estimate(table(6)[0]!.KL);
    expect([value.toFixed(2), value / error > 3]).toEqual(['0.13', true]);
  });
});

describe('thresholds and times', () => {
  const study = '11-thresholds-and-times';
  const claim = (text: string) => rowsOf(study, 'table-7.csv').find((row) => row.claim === text)!;

  test('SBPI and message passing end within five hundredths of where dense regions break up', () => {
    const best = ['SBPI', 'reinforced BP', 'focusing BP'].map((name) => claim(`${name} solves up to`));
    expect(best.map(({ here }) => here)).toEqual(['0.7050 ± 0.0065', '0.7275 ± 0.0058', '0.7350 ± 0.0062']);
    expect(best.map((row) => row['pull or verdict'])).toEqual(['pull 2.3', 'pull -2.2', 'pull -2.4']);
    for (const { here } of best) expect(0.7553 - estimate(here).value).toBeLessThan(0.051);
  });

  test('epochs grow as N to the 0.56, iterations of reinforced BP to the 0.28, and its solutions are less flat', () => {
    expect(claim('epochs of SBPI, exponent of N').here).toBe('0.555 ± 0.049');
    expect(claim('iterations of reinforced BP, exponent').here).toBe('0.284 ± 0.043');
    expect(claim('e(2 %) of reinforced BP at α = 0.5').here).toBe('0.0252 ± 0.0012');
  });
});

test('all notebooks take two and a half hours, by the sum of the table', () => {
  const rows = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| (\d\d) .* \| (\d+) min \|$/gm);
  const minutes = new Map([...rows].map(([, notebook, time]) => [notebook!, Number(time)]));
  expect([...minutes.keys()]).toEqual(studies.map((name) => name.slice(0, 2)));
  expect([...minutes.values()].reduce((sum, time) => sum + time, 0) / 60).toBeCloseTo(2.5, 1);
});
