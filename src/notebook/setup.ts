// What importing `weightspace` does besides giving its names: the only module of the package with a side effect.
import { join } from 'node:path';
import { samplerChecksum } from '../run/build.js';
import { keepResults } from '../study/keep-results.js';
import { ResultStore } from '../study/result-store.js';
import { watchLongRuns } from './watch.js';

watchLongRuns();

// What starts this process may name a folder in which results are kept from one run to the next. After an edit of the samplers
// they would be another code's results, so each build of these has its own; an edit of a figure leaves them valid.
const folder = process.env.WEIGHTSPACE_RESULTS;
if (folder) keepResults(new ResultStore(join(folder, samplerChecksum().slice(0, 12))));
