import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Collection, dataFiles } from '#src/dataset/pictures/data-files.js';
import { dataFolder } from '#src/dataset/pictures/locate.js';

/** Whether all files of a collection are on this machine, so that tests can use them without a network. */
export function hasFiles(collection: Collection): boolean {
  const folders = [process.env.WEIGHTSPACE_DATA ?? '', dataFolder()].filter((folder) => folder !== '');
  return dataFiles
    .filter((file) => file.collection === collection)
    .every((file) => folders.some((folder) => existsSync(join(folder, collection, file.name))));
}
