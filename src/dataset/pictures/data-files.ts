/** A family of data files; also the name of their folder. */
export type Collection = 'mnist' | 'fashion-mnist';

/** A data file as its authors published it, identified by its checksum wherever it is found. */
export interface DataFile {
  readonly collection: Collection;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** The eight original files of MNIST and Fashion-MNIST, gzipped. */
export const dataFiles: readonly DataFile[] = [
  {
    collection: 'mnist',
    name: 'train-images-idx3-ubyte.gz',
    size: 9912422,
    sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
  },
  {
    collection: 'mnist',
    name: 'train-labels-idx1-ubyte.gz',
    size: 28881,
    sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
  },
  {
    collection: 'mnist',
    name: 't10k-images-idx3-ubyte.gz',
    size: 1648877,
    sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
  },
  {
    collection: 'mnist',
    name: 't10k-labels-idx1-ubyte.gz',
    size: 4542,
    sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
  },
  {
    collection: 'fashion-mnist',
    name: 'train-images-idx3-ubyte.gz',
    size: 26421880,
    sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
  },
  {
    collection: 'fashion-mnist',
    name: 'train-labels-idx1-ubyte.gz',
    size: 29515,
    sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
  },
  {
    collection: 'fashion-mnist',
    name: 't10k-images-idx3-ubyte.gz',
    size: 4422102,
    sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
  },
  {
    collection: 'fashion-mnist',
    name: 't10k-labels-idx1-ubyte.gz',
    size: 5148,
    sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
  },
];

/** Public servers of each collection, tried in this order. */
export const mirrors: Readonly<Record<Collection, readonly string[]>> = {
  mnist: [
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
    'http://yann.lecun.com/exdb/mnist/',
  ],
  'fashion-mnist': [
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    'https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/',
  ],
};

/** What to do with a damaged file. */
export const REMEDY = 'delete it and run `npm run data`';

/**
 * The data file of a collection with this name.
 *
 * @throws Error if the collection has no such file.
 */
export function dataFile(collection: Collection, name: string): DataFile {
  const file = dataFiles.find((candidate) => candidate.collection === collection && candidate.name === name);
  if (file === undefined) throw new Error(`there is no file ${name} in ${collection}; see \`dataFiles\` for its files`);
  return file;
}
