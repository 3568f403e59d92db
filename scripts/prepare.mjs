// Every command runs this first: it makes a fresh clone ready, or says that Node is too old.
import './check-node.mjs';

// Not a plain import: an old Node would already fail in linking it.
import('./make-ready.mjs');
