import { checkEach, inWords } from './check.js';

/** An array as NumPy keeps it in an .npy file, its numbers in row-major (C) order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

const MAGIC = '\x93NUMPY';

/** How to read each kind of number; NumPy's names without their first letter, the byte order. */
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
 * Reads an .npy file (NumPy enhancement proposal 1, versions 1 to 3 of the format): real numbers or booleans, of any
 * size and byte order.
 *
 * @throws TypeError if the bytes are not such a file, or hold fewer numbers than the shape says.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const { header, start } = headerOf(bytes);
  const [, order = '', kind = ''] = /'descr': '([<>|=]?)(\w+)'/.exec(header) ?? [];
  if (!Object.hasOwn(READERS, kind)) {
    const type = /'descr': (.*), 'fortran_order'/.exec(header)?.[1] ?? 'unknown';
    throw new TypeError(
      `its numbers are of type ${inWords(type)}; save them as float64 or int32: array.astype("float64")`,
    );
  }
  if (/'fortran_order': True/.test(header)) {
    throw new TypeError('it is in Fortran order; save it with numpy.ascontiguousarray(array)');
  }
  const shape = shapeOf(header);
  const width = Number(kind.slice(1));
  const count = shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1);
  // A product beyond 2^53 is rounded, but still larger than any file.
  if (!(count * width <= bytes.length - start)) {
    throw new TypeError(`it ends before its ${count} numbers do; save it again`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, count * width);
  const read = READERS[kind]!;
  const values = new Float64Array(count);
  for (let k = 0; k < count; k++) values[k] = read(view, k * width, order !== '>');
  return { shape, values };
}

/** The header as text, and where the numbers begin. */
function headerOf(bytes: Uint8Array): { header: string; start: number } {
  if (!ArrayBuffer.isView(bytes) || !('subarray' in bytes)) {
    throw new TypeError(`the bytes are ${inWords(bytes)}; give those of a file, as in readNpy(readFileSync(path))`);
  }
  if (bytes.length < 12 || latin(bytes.subarray(0, 6)) !== MAGIC) throw new TypeError('it is not an .npy file');
  const [version, minor] = [bytes[6]!, bytes[7]!];
  if (version < 1 || version > 3 || minor !== 0) {
    throw new TypeError(`it is of version ${version}.${minor} of the format; save it as 1.0, 2.0 or 3.0`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [begin, length] = version === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (begin + length > bytes.length) throw new TypeError('it ends before its header does; save it again');
  return { header: latin(bytes.subarray(begin, begin + length)), start: begin + length };
}

function shapeOf(header: string): number[] {
  const sizes = /'shape': \(([^)]*)\)/.exec(header)?.[1];
  if (sizes === undefined || !/^(\d+, ?)*(\d+,?)?$/.test(sizes)) {
    throw new TypeError(`its shape is ${sizes === undefined ? 'missing' : `(${inWords(sizes)})`}; save it again`);
  }
  const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const wrong = shape.find((size) => !Number.isSafeInteger(size));
  if (wrong !== undefined) throw new TypeError(`its shape has a size of ${wrong}; save it again`);
  return shape;
}

/**
 * Writes an .npy file of these numbers, as float64.
 *
 * @throws TypeError if `shape` or `values` is not an array.
 * @throws RangeError if `shape` has anything but sizes, its product is not the number of values, or a value is not a
 * number.
 */
export function writeNpy(array: NpyArray): Uint8Array {
  const { shape, values } = array ?? {};
  checkEach('shape', shape, (size) => Number.isSafeInteger(size) && size >= 0, 'give sizes of at least 0');
  checkEach('values', values, () => true, 'give numbers');
  const count = shape.reduce((product, size) => product * size, 1);
  if (values.length !== count) {
    throw new RangeError(`there are ${values.length} values and a shape of ${count}; give one value for each entry`);
  }
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
