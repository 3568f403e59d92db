/**
 * A solution of q = map(q), by iteration from `start` with damping ½ until q moves by less than 1e-13. Where two exist,
 * it is the one that the iteration reaches.
 * @throws where 20 000 steps are not enough; `what` names the problem in the sentence.
 */
export function fixedPoint(map: (q: number) => number, start: number, what: string): number {
  let q = start;
  for (let step = 0; step < 20_000 && q < Infinity; step++) {
    const move = (map(q) - q) / 2;
    q += move;
    if (Math.abs(move) < 1e-13) return q;
  }
  throw new Error(
    `the saddle point of ${what} did not converge: it stopped at overlap ${q}; try a smaller load or beta`,
  );
}
