import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import { perceptron } from '#src/network/network.js';
import { plotJoint } from '#src/notebook/plot-joint.js';
import { jointEnumerate } from '#src/sampling/joint.js';

test('a joint density of states is a heat map with the mean on top', async () => {
  const [data, others] = ['a', 'b'].map((seed) => randomPatterns({ inputs: 9, patterns: 6, seed }));
  const joint = await jointEnumerate(perceptron(9), data!, { of: 'errors', data: others! });
  const figure = plotJoint(joint, { y: 'test errors' });
  const [map, halo, mean] = figure.data;
  expect(map).toMatchObject({ type: 'heatmap', x: [0, 1, 2, 3, 4, 5, 6], y: [0, 1, 2, 3, 4, 5, 6] });
  const { z } = map as unknown as { z: (number | null)[][] };
  for (let energy = 0; energy <= 6; energy++) {
    for (let errors = 0; errors <= 6; errors++) {
      const entropy = joint.entropy[energy * 7 + errors]!;
      expect(z[errors]![energy]).toBe(Number.isFinite(entropy) ? entropy : null);
    }
  }
  const known = [...joint.meanGivenEnergy.mean].filter(Number.isFinite);
  expect(mean).toMatchObject({ y: known });
  expect(halo).toMatchObject({ y: known });
});
