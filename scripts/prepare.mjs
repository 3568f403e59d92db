// What every command runs first: it makes a fresh clone ready, and says so where Node is too old for that.
import './check-node.mjs';

// Not a plain import: an old Node would already fail in linking it.
import('./make-ready.mjs');
