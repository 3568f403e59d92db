/** An array as NumPy keeps it in an .npy file, its numbers in the order of C. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

const MAGIC = '\x93NUMPY';

/** How each kind of number is read; the first letter of NumPy's names, its byte order, is cut off. */
const READERS: { readonly [kind: string]: (view: DataView, at: number, little: boolean) => number } = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  b1: (view, at) => view.getUint8(at),
};

/**
 * The array of an .npy file (NumPy enhancement proposal 1): real numbers or booleans, of any size and byte order.
 * @throws where the bytes are something else, or end too early.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || latin(bytes.subarray(0, 6)) !== MAGIC) throw new TypeError('it is not an .npy file');
  const [start, length] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  const header = latin(bytes.subarray(start, start + length));
  const [, order = '', kind = ''] = /'descr': '([<>|=]?)(\w+)'/.exec(header) ?? [];
  const read = READERS[kind];
  const sizes = /'shape': \(([\d, ]*)\)/.exec(header)?.[1];
  if (sizes === undefined || read === undefined) {
    throw new TypeError(`its numbers are of type '${kind}'; save them as float64 or int32: array.astype("float64")`);
  }
  if (/'fortran_order': True/.test(header)) {
    throw new TypeError('it is in the order of Fortran; save it with numpy.ascontiguousarray(array)');
  }
  const shape = sizes
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  const width = Number(kind.slice(1));
  if (bytes.length < start + length + count * width) {
    throw new TypeError(`it ends before its ${count} numbers do; save it again`);
  }
  const values = Float64Array.from({ length: count }, (_, k) => read(view, start + length + k * width, order !== '>'));
  return { shape, values };
}

/** An .npy file of these numbers, as float64. */
export function writeNpy({ shape, values }: NpyArray): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${sizes}), }`;
  // The numbers begin at a multiple of 64 bytes.
  const length = 64 * Math.ceil((text.length + 11) / 64) - 10;
  const bytes = Buffer.alloc(10 + length + 8 * values.length, ' ');
  bytes.write(`${MAGIC}\x01\x00`, 'latin1');
  bytes.writeUInt16LE(length, 8);
  bytes.write(text, 10, 'latin1');
  bytes.write('\n', 9 + length, 'latin1');
  for (const [k, value] of values.entries()) bytes.writeDoubleLE(value, 10 + length + 8 * k);
  return bytes;
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
