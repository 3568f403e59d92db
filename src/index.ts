export * from './curve.js';
export * from './dataset/dataset.js';
export * from './frame.js';
export * from './network/network.js';
export * from './sampling/density-of-states.js';
export * from './seed.js';
