import { expect, it } from 'vitest';
import { csvOf } from '../../builders/order-files.ts';
import { refusalOf } from '../../builders/read-file.ts';
import { xlsxOf, zipOf } from '../../builders/zip-files.ts';

const oldOffice = (text: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.from(text, 'utf16le'),
  ]);

it.each([
  ['a photo', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'import.wrong-kind', { looksLike: 'JPEG' }],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'import.wrong-kind', { looksLike: 'PDF' }],
  ['JSON', Buffer.from('{"orders": []}'), 'import.wrong-kind', { looksLike: 'JSON' }],
  ['a web page', Buffer.from('<!DOCTYPE html><html>'), 'import.wrong-kind', { looksLike: 'HTML / XML' }],
  ['noise', Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 7) % 31)), 'import.wrong-kind', {}],
  ['nothing', Buffer.alloc(0), 'import.empty', {}],
  ['blank lines', Buffer.from('\r\n\r\n  \r\n'), 'import.empty', {}],
  ['an .xls file', oldOffice('Workbook'), 'import.old-excel', {}],
  ['a workbook with a password', oldOffice('EncryptedPackage'), 'import.encrypted', {}],
  ['half a workbook', xlsxOf([['SKU', 'Name']]).subarray(0, 300), 'import.damaged', {}],
  ['a zip of something else', zipOf({ 'readme.txt': 'hello' }), 'import.damaged', {}],
  [
    'another table',
    Buffer.from('date;weather\r\nMonday;rain\r\n'),
    'import.not-recognised',
    { columns: ['date', 'weather'] },
  ],
  ['headers alone', Buffer.from('SKU,Name\r\n'), 'import.no-rows', {}],
  [
    'an order export without its quantities',
    Buffer.from(
      csvOf([
        ['Order ID', 'Order Status', 'Seller SKU'],
        ['576400000000000001', 'To ship', 'A'],
      ]),
    ),
    'import.columns-missing',
    { columns: ['Quantity'] },
  ],
])('refuses %s by what it is', async (_what, bytes, code, facts) => {
  const refusal = await refusalOf(bytes);

  expect(refusal).toMatchObject({ code, facts });
});

it('refuses a workbook that would unpack to more than memory holds', async () => {
  const refusal = await refusalOf(xlsxOf([['SKU', 'Name']], { claimedBytes: 900_000_000 }));

  expect(refusal).toMatchObject({ code: 'import.unpacks-too-large' });
});
