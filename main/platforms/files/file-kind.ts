// What the bytes of a file are, whatever its name says: a table that can be read, or something a person picked by mistake.

import { FileRefused } from './file-problem.ts';

export type TableFormat = 'csv' | 'xlsx';

const signatures: ReadonlyArray<readonly [looksLike: string, bytes: readonly number[]]> = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['WebP / AVI', [0x52, 0x49, 0x46, 0x46]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['EXE', [0x4d, 0x5a, 0x90]],
];

const oldOffice = [0xd0, 0xcf, 0x11, 0xe0];

/** Throws FileRefused: `import.empty`, `import.wrong-kind` (looksLike), `import.encrypted`, `import.old-excel`. */
export function tableFormatOf(bytes: Uint8Array): TableFormat {
  if (bytes.length === 0) throw new FileRefused('import.empty');
  if (startsWith(bytes, oldOffice)) {
    // One container, two meanings: a workbook with a password keeps its name for it in UTF-16 inside the first pages.
    const isEncrypted = Buffer.from(bytes.subarray(0, 1 << 16)).includes(
      Buffer.from('EncryptedPackage', 'utf16le'),
    );
    throw new FileRefused(isEncrypted ? 'import.encrypted' : 'import.old-excel');
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx';
  for (const [looksLike, signature] of signatures) {
    if (startsWith(bytes, signature)) throw new FileRefused('import.wrong-kind', { looksLike });
  }
  const start = Buffer.from(bytes.subarray(0, 2_048))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start === '' && bytes.every((byte) => byte <= 0x20)) throw new FileRefused('import.empty');
  if (/^[{[]\s*["{[\d\]}]/.test(start)) throw new FileRefused('import.wrong-kind', { looksLike: 'JSON' });
  if (/^<(!doctype|html|\?xml|table)/i.test(start)) {
    throw new FileRefused('import.wrong-kind', { looksLike: 'HTML / XML' });
  }
  if (looksBinary(bytes)) throw new FileRefused('import.wrong-kind', { looksLike: '?' });
  return 'csv';
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Control characters that no text file has. UTF-16 is full of bytes that look like them, so it is left to its reader. */
function looksBinary(bytes: Uint8Array): boolean {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return false;
  let strange = 0;
  const sample = bytes.subarray(0, 4_096);
  for (const byte of sample)
    if ((byte > 0 && byte < 9) || (byte > 13 && byte < 32 && byte !== 27)) strange += 1;
  return strange > sample.length / 50;
}
