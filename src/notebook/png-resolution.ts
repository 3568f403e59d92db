import { crc32 } from 'node:zlib';

/** Bytes of a PNG's signature and of its first chunk, the header. */
const HEADER = 8 + 25;

/** A PNG that says how large it is to be printed. Chromium's pictures do not. */
export function withResolution(png: Buffer, dotsPerInch: number): Buffer {
  const perMetre = Math.round(dotsPerInch / 0.0254);
  const body = Buffer.alloc(13);
  body.write('pHYs', 0, 'latin1');
  body.writeUInt32BE(perMetre, 4);
  body.writeUInt32BE(perMetre, 8);
  body.writeUInt8(1, 12);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, HEADER), length, body, checksum, png.subarray(HEADER)]);
}
