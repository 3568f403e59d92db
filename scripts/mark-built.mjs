// Ends a build: `dist/.built` tells that it is whole, and when it was made.
import { writeFileSync } from 'node:fs';

writeFileSync(new URL('../dist/.built', import.meta.url), '');
