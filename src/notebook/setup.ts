// What importing `weightspace` does besides exporting names: the only module of the package with a side effect.
import { join } from 'node:path';
import { engineFromEnvironment } from '../cluster/engine.js';
import { samplerChecksum } from '../run/build.js';
import { surround } from '../run/surroundings.js';
import { keepResults } from '../study/keep-results.js';
import { ResultStore } from '../study/result-store.js';
import { publishAtOnce } from './tslab.js';
import { watchLongRuns } from './watch.js';

publishAtOnce();
watchLongRuns();

// The parent of this process may name a folder in which results are kept between runs. Each build of the samplers has a folder
// of its own, because after an edit of them old results are those of different code; an edit of a figure leaves them valid.
const folder = process.env.WEIGHTSPACE_RESULTS;
if (folder) keepResults(new ResultStore(join(folder, samplerChecksum().slice(0, 12))));

// The same environment may name a cluster on which kept results are computed.
surround({ engine: engineFromEnvironment() });
