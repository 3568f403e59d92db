import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNpy, writeNpy } from '#src/base/npy.js';
import { LIMITED } from '../limited.js';

const hasNumpy = spawnSync('python3', ['-c', 'import numpy'], { ...LIMITED, stdio: 'ignore' }).status === 0;

/** An .npy file with this header, as NumPy writes it: the length of the header has two bytes in version 1, then four. */
function npy(header: string, numbers: Uint8Array, version = 1, length = header.length): Uint8Array {
  const begin = version === 1 ? 10 : 12;
  const bytes = Buffer.alloc(begin + header.length);
  bytes.write(`\x93NUMPY${String.fromCharCode(version)}\x00`, 'latin1');
  if (version === 1) bytes.writeUInt16LE(length, 8);
  else bytes.writeUInt32LE(length, 8);
  bytes.write(header, begin, 'latin1');
  return Buffer.concat([bytes, numbers]);
}
const header = (kind: string, shape: string, order = 'False') =>
  `{'descr': '${kind}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
const bytesOf = (array: Int16Array | Float32Array | BigInt64Array) => new Uint8Array(array.buffer);

describe('an .npy file', () => {
  test('reads back as it was written, infinities and all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        fc.infiniteStream(fc.double()),
        (rows, columns, stream) => {
          const values = Float64Array.from({ length: rows * columns }, () => stream.next().value);
          const bytes = writeNpy({ shape: [rows, columns], values });
          expect((bytes.length - values.byteLength) % 64).toBe(0);
          expect(readNpy(bytes)).toEqual({ shape: [rows, columns], values });
        },
      ),
    );
    expect(readNpy(writeNpy({ shape: [2], values: Float64Array.of(1, -Infinity) })).shape).toEqual([2]);
  });

  test('may hold whole numbers or floats, of either byte order, or booleans', () => {
    const read = (kind: string, numbers: Uint8Array, shape = '(2,)') => [
      ...readNpy(npy(header(kind, shape), numbers)).values,
    ];
    expect(read('<i2', bytesOf(Int16Array.of(-2, 300)))).toEqual([-2, 300]);
    expect(read('>i2', Uint8Array.of(255, 254, 1, 44))).toEqual([-2, 300]);
    expect(read('|i1', Uint8Array.of(255, 1))).toEqual([-1, 1]);
    expect(read('|b1', Uint8Array.of(0, 1))).toEqual([0, 1]);
    expect(read('<i8', bytesOf(BigInt64Array.of(-1n, 7n)))).toEqual([-1, 7]);
    expect(read('<f4', bytesOf(Float32Array.of(0.5, 4)), '(1, 2)')).toEqual([0.5, 4]);
  });

  test('that cannot be read gives an error', () => {
    expect(() => readNpy(Buffer.from('1,2,3\n4,5,6\n'))).toThrow('it is not an .npy file');
    expect(() => readNpy(npy(header('<c16', '(1,)'), new Uint8Array(16)))).toThrow(
      "its numbers are of type '<c16'; save them",
    );
    expect(() => readNpy(npy(header('<f8', '(2, 2)', 'True'), new Uint8Array(32)))).toThrow('numpy.ascontiguousarray');
    expect(() => readNpy(npy(header('<f8', '(2, 2)'), new Uint8Array(31)))).toThrow('it ends before its 4 numbers do');
  });

  test('of version 1, 2 or 3 is read, and no other', () => {
    for (const version of [1, 2, 3]) {
      expect(readNpy(npy(header('|u1', '(2,)'), Uint8Array.of(3, 4), version)).values).toEqual(Float64Array.of(3, 4));
    }
    for (const version of [0, 4, 255]) {
      expect(() => readNpy(npy(header('|u1', '(2,)'), Uint8Array.of(3, 4), version))).toThrow(
        `it is of version ${version}.0 of the format; save it as 1.0, 2.0 or 3.0`,
      );
    }
  });

  test('may have any type that NumPy has a name for, and no property of an object', () => {
    for (const kind of ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'f', 'f16', 'O', 'U4', 'M8']) {
      expect(() => readNpy(npy(header(kind, '(1,)'), new Uint8Array(64)))).toThrow(`its numbers are of type '${kind}'`);
    }
    expect(() =>
      readNpy(npy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }", new Uint8Array(8))),
    ).toThrow("its numbers are of type [('x', '<f8')]; save them as float64");
  });

  test('that promises more than it holds is refused at once, however large its shape', () => {
    const refused = (shape: string, sentence: string) =>
      expect(() => readNpy(npy(header('<f8', shape), new Uint8Array(8)))).toThrow(sentence);
    refused('(100000000,)', 'it ends before its 100000000 numbers do');
    refused('(4294967296, 4294967296)', 'it ends before its 18446744073709552000 numbers do');
    refused(`(${'9007199254740991, '.repeat(30)})`, 'it ends before its Infinity numbers do');
    refused('(99999999999999999999, 0)', 'its shape has a size of 100000000000000000000; save it again');
    refused('(-1, 1)', 'its shape is (-1, 1); save it again');
    refused('(1e3,)', 'its shape is (1e3,); save it again');
    refused('(1 1)', 'its shape is (1 1); save it again');
    refused("None, 'x': 1", 'its shape is missing; save it again');
    const many = `(${'9007199254740991, '.repeat(30)}0)`;
    expect(readNpy(npy(header('<f8', many), new Uint8Array(0))).values).toHaveLength(0);
  });

  test('whose header is longer than the file is refused', () => {
    for (const version of [1, 2]) {
      expect(() => readNpy(npy(header('<f8', '(1,)'), new Uint8Array(8), version, 60_000))).toThrow(
        'it ends before its header does; save it again',
      );
    }
    for (let length = 0; length < 90; length++) {
      expect(() => readNpy(writeNpy({ shape: [2], values: Float64Array.of(1, 2) }).subarray(0, length))).toThrow(
        TypeError,
      );
    }
  });

  test.skipIf(!hasNumpy)(`is what NumPy reads and writes${hasNumpy ? '' : ' (no NumPy on this machine)'}`, () => {
    const script = `import sys, io, numpy
array = numpy.load(io.BytesIO(sys.stdin.buffer.read()))
out = io.BytesIO(); numpy.save(out, (array * 2).astype('>f4')); sys.stdout.buffer.write(out.getvalue())`;
    const input = writeNpy({ shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, -Infinity, 0.5) });
    expect(readNpy(execFileSync('python3', ['-c', script], { ...LIMITED, input }))).toEqual({
      shape: [2, 3],
      values: Float64Array.of(2, 4, 6, 8, -Infinity, 1),
    });
  });
});
