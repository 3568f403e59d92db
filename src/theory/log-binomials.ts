/**
 * ln C(n, k) for k = 0 … n, in nats. A sum of logarithms that are all ≥ 0, ln C(n, k) = Σ ln((n − i + 1)/i), i = 1 … k ≤
 * n/2, so that no digits cancel as they do between log-gammas.
 */
export function logBinomials(n: number): Float64Array {
  const row = new Float64Array(n + 1);
  for (let k = 1; k <= n / 2; k++) row[k] = row[k - 1] + Math.log((n - k + 1) / k);
  for (let k = Math.floor(n / 2) + 1; k <= n; k++) row[k] = row[n - k];
  return row;
}
