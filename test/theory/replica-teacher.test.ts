import { expect, test } from 'vitest';
import { replicaEntropy } from '#src/theory/replica-entropy.js';
import { replicaTeacher } from '#src/theory/replica-teacher.js';
import { replicaTeacherTransition } from '#src/theory/replica-teacher-transition.js';

test('s(0.1) = .624845', () => {
  expect(replicaTeacher(0.1).entropy).toBeCloseTo(0.624845, 6);
});

test('perfect learning begins at α = 1.24468, suddenly', () => {
  const transition = replicaTeacherTransition();
  expect(transition).toBeCloseTo(1.24468, 5);
  const before = replicaTeacher(transition - 1e-6);
  expect(before.entropy).toBeCloseTo(0, 6);
  expect(before.overlap).toBeCloseTo(0.69, 1);
  for (const load of [transition + 1e-6, 1.48, 2, 50]) {
    expect(replicaTeacher(load)).toEqual({
      load,
      overlap: 1,
      conjugate: Infinity,
      entropy: 0,
      generalisationError: 0,
    });
  }
});

test('entropy and generalisation error fall with the load; a teacher leaves more networks than random labels', () => {
  const states = [0.05, 0.2, 0.4, 0.6, 0.8].map(replicaTeacher);
  states.forEach((state, k) => {
    expect(state.entropy).toBeGreaterThan(replicaEntropy({ load: state.load }).entropy);
    expect(state.generalisationError).toBeCloseTo(Math.acos(state.overlap) / Math.PI, 14);
    if (k > 0) {
      expect(state.entropy).toBeLessThan(states[k - 1].entropy);
      expect(state.generalisationError).toBeLessThan(states[k - 1].generalisationError);
    }
  });
});

test('each new pattern removes the networks that fail on it: ds/dα = 2 ∫Dz H ln H < 0, −ln 2 at α = 0', () => {
  const slope = (replicaTeacher(1e-3).entropy - Math.LN2) / 1e-3;
  expect(slope).toBeCloseTo(-Math.LN2, 2);
});

test('the load must be above 0', () => {
  expect(() => replicaTeacher(0)).toThrow('`load` is 0; give a finite number above 0');
  expect(() => replicaTeacher(Number.NaN)).toThrow('`load` is NaN');
});
