"""Proposals per second of the usual script: Wang-Landau with field updates in NumPy. Called by bench.ts."""

import sys
import time

import numpy as np

inputs, patterns = int(sys.argv[1]), int(sys.argv[2])
np.random.seed(1)
signed = np.random.choice([-1, 1], size=(inputs, patterns))
weights = np.random.choice([-1, 1], size=inputs)
fields = weights @ signed
energy = np.sum(fields <= 0)
entropy = np.zeros(patterns + 1)
visits = np.zeros(patterns + 1)

moves = 0
start = time.perf_counter()
while moves % 1000 or time.perf_counter() - start < 0.5:
    moves += 1
    weight = np.random.randint(inputs)
    after = fields - 2 * weights[weight] * signed[weight]
    proposed = np.sum(after <= 0)
    if np.random.rand() < np.exp(entropy[energy] - entropy[proposed]):
        weights[weight] *= -1
        fields = after
        energy = proposed
    entropy[energy] += 1e-3
    visits[energy] += 1
print(moves / (time.perf_counter() - start))
