// A zip and an XLSX made byte by byte, so that a test can write what real back offices write and libraries would not.

import { crc32, deflateRawSync } from 'node:zlib';

/** `claimedBytes` lets an entry lie about its unpacked size. */
export function zipOf(
  files: Readonly<Record<string, string>>,
  options: { claimedBytes?: number } = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const body = Buffer.from(text);
    const packed = deflateRawSync(body);
    const size = options.claimedBytes ?? body.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(body), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(body), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, name, packed);
    directory.push(entry, name);
    offset += local.length + name.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, index, end]);
}

export interface XlsxQuirks {
  /** Each cell in a `<row>` element of its own. */
  readonly rowPerCell?: boolean;
  /** What `<dimension ref>` claims. */
  readonly dimension?: string;
  /** The sheet's part, e.g. `sheet2.xml`. */
  readonly part?: string;
  /** Cells of this form are written as numbers, as Excel would after somebody saved the file. */
  readonly numeric?: RegExp;
  readonly claimedBytes?: number;
}

/** A workbook of one sheet with inline strings. */
export function xlsxOf(rows: readonly (readonly string[])[], quirks: XlsxQuirks = {}): Buffer {
  const part = quirks.part ?? 'sheet1.xml';
  const sheetRows = rows.map((cells, index) => {
    const number = index + 1;
    const written = cells.map((cell, column) =>
      cellXml(cell, `${columnName(column)}${number}`, quirks.numeric),
    );
    const filled = written.filter((xml) => xml !== '');
    return quirks.rowPerCell
      ? filled.map((xml) => `<row r="${number}">${xml}</row>`).join('')
      : `<row r="${number}">${filled.join('')}</row>`;
  });
  const dimension = quirks.dimension ?? `A1:${columnName((rows[0]?.length ?? 1) - 1)}${rows.length}`;
  const ns = 'http://schemas.openxmlformats.org';
  return zipOf(
    {
      '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${ns}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
      '_rels/.rels': `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="rId1" Type="${ns}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${ns}/spreadsheetml/2006/main" xmlns:r="${ns}/officeDocument/2006/relationships"><sheets><sheet name="OrderSKUList" sheetId="2" r:id="rId2"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="rId2" Type="${ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/${part}"/></Relationships>`,
      [`xl/worksheets/${part}`]: `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${ns}/spreadsheetml/2006/main"><dimension ref="${dimension}"/><sheetData>${sheetRows.join('')}</sheetData></worksheet>`,
    },
    quirks.claimedBytes === undefined ? {} : { claimedBytes: quirks.claimedBytes },
  );
}

function cellXml(cell: string, reference: string, numeric: RegExp | undefined): string {
  if (cell === '') return '';
  if (numeric?.test(cell)) return `<c r="${reference}"><v>${cell}</v></c>`;
  const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}
