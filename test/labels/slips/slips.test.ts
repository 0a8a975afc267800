import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PrinterId } from '../../../main/basics/ids.ts';
import { encodePng } from '../../../main/devices/printers/encode-png.ts';
import { paperlessPrinterId } from '../../../main/devices/printers/printers-table.ts';
import { printerProfile } from '../../../main/devices/printers/profile.ts';
import { createLabelDrawer } from '../../../main/labels/label-drawer.ts';
import { isInPrinterFont, slipAsPicture, slipInLetters } from '../../../main/labels/slips/slip-bytes.ts';
import { scanLabel } from '../../builders/label-oracles.ts';
import { withParcels } from '../../builders/labelled-parcels.ts';
import { type TestStation, testStation } from '../../builders/test-station.ts';
import { startPrinter } from '../../simulators/printers/start-printer.ts';

/** Keeps what arrives on each connection, like a receipt printer with endless paper. */
async function startPaper(reads = true) {
  const received: Buffer[] = [];
  const server: Server = createServer((socket) => {
    const pieces: Buffer[] = [];
    if (reads) socket.on('data', (piece) => pieces.push(piece));
    else socket.once('data', () => socket.resetAndDestroy());
    socket.on('error', () => {});
    socket.on('end', () => received.push(Buffer.concat(pieces)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    received,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function withPrinter(station: TestStation, port: number, more: object = {}): PrinterId {
  const profile = printerProfile.parse({
    language: 'escpos',
    headDots: 576,
    wire: { kind: 'tcp', host: '127.0.0.1', port },
    ...more,
  });
  station.parts.database.write((writer) =>
    writer.run(
      `INSERT INTO printers (printer_id, name, kind, settings_json) VALUES ('DSLIP', '小票机', 'profile', ?)`,
      [JSON.stringify(profile)],
    ),
  );
  return 'DSLIP' as PrinterId; // just put in
}

/** What a printer with a GB 18030 font shows: letters, without the commands between them. */
function lettersOf(bytes: Buffer): string {
  const kept: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [one = 0, two = 0] = bytes.subarray(at, at + 2);
    if (one === 0x1b) at += two === 0x40 ? 2 : 3;
    else if (one === 0x1c) at += 2;
    else if (one === 0x1d && two === 0x6b) at += 4 + (bytes[at + 3] ?? 0);
    else if (one === 0x1d) at += 3;
    else {
      kept.push(one);
      at += 1;
    }
  }
  return new TextDecoder('gb18030').decode(Uint8Array.from(kept));
}

let station: TestStation;
beforeEach(() => {
  station = testStation();
});
afterEach(() => station[Symbol.asyncDispose]());

async function aWave(): Promise<string> {
  const parcelIds = withParcels(station, [{}, { buyerNote: '请放门口' }]);
  const { waveId } = await station.ask('waves.release', { parcelIds, acceptShortages: true, name: '早班' });
  return waveId;
}

it('prints a picking list in the printer’s own letters, Chinese whole', { timeout: 60_000 }, async () => {
  const paper = await startPaper();
  const printerId = withPrinter(station, paper.port, { slipLetters: 'own' });
  const waveId = await aWave();

  const slip = await station.ask('slips.print', {
    kind: 'picking-list',
    id: waveId,
    printerId,
    requestId: 'r1',
  });

  const text = lettersOf(paper.received[0] ?? Buffer.alloc(0));
  expect(slip).toMatchObject({ state: 'sent', kind: 'picking-list', subjectId: waveId, askedBy: 'Lin' });
  expect(paper.received).toHaveLength(1);
  expect(text).toContain('拣货单 PICKING LIST');
  expect(text).toContain('西湖龙井 明前特级 250g');
  expect(text).toMatch(/× 4/);
  expect(text).toContain(waveId);
  for (const line of text.split('\n')) expect(Buffer.from(line, 'utf8').length).toBeLessThan(48 * 3);
  await paper.close();
});

it('prints one cart’s list, its slots with how many belong into each, and its code', {
  timeout: 60_000,
}, async () => {
  const paper = await startPaper();
  const printerId = withPrinter(station, paper.port, { slipLetters: 'own' });
  withParcels(station, [{}, { buyerNote: '请放门口' }]);
  const { usual } = await station.ask('waves.rules', {});
  const rules = usual.rules.map((rule) => ({ ...rule, isOn: rule.kind === 'mixed', least: 1 }));
  const cart = { ...usual.cart, totes: 1 };
  await station.ask('waves.setRules', { shopId: null, rules: { ...usual, rules, cart, improveSeconds: 0 } });
  const [wave] = (await station.ask('waves.propose', {})).waves;
  const asked = { key: wave?.key ?? '', acceptShortages: true };
  const { waveId } = await station.ask('waves.releaseProposed', asked);
  const { carts } = await station.ask('waves.pickingList', { waveId });

  await station.ask('slips.print', { kind: 'picking-list', id: waveId, cartNo: 2, printerId });
  await station.ask('slips.print', { kind: 'picking-list', id: waveId, printerId });
  const none = await station.askRefused('slips.print', {
    kind: 'picking-list',
    id: waveId,
    cartNo: 9,
    printerId,
  });
  const [one = '', whole = ''] = paper.received.map(lettersOf);
  const countOf = (text: string, part: string) => text.split(part).length - 1;

  expect(carts).toHaveLength(2);
  expect(one).toContain('车 CART 2/2');
  expect(one).toMatch(/1\(\d+\)/);
  expect([countOf(one, 'PICKING LIST'), countOf(whole, 'PICKING LIST')]).toEqual([1, 2]);
  expect(carts.map(({ cartId }) => [countOf(one, cartId), countOf(whole, cartId)])).toEqual([
    [0, 1],
    [1, 1],
  ]);
  expect(none.code).toBe('cart.unknown');
  await paper.close();
});

it('draws what the printer has no letters for', () => {
  const ofText = (text: string) => isInPrinterFont([{ kind: 'text', text }]);

  expect(ofText('拣货单 A-03-2-4 × 2 —')).toBe(true);
  expect(ofText('欧阳䶮')).toBe(false); // beyond the two-byte part
  expect(ofText('€ 5')).toBe(false);
  expect(ofText('🎁')).toBe(false);
});

it('writes every character it takes for the printer’s own as the two bytes that the printer reads', () => {
  const characters = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter(
    (character) => /[^ -~\s\p{Cc}]/u.test(character) && isInPrinterFont([{ kind: 'text', text: character }]),
  );
  const rows = Array.from({ length: Math.ceil(characters.length / 20) }, (_, row) => ({
    kind: 'text' as const,
    text: characters.slice(row * 20, row * 20 + 20).join(''),
  }));

  const shown = lettersOf(Buffer.from(slipInLetters(rows, 576)));

  expect(characters.length).toBeGreaterThan(21_000);
  expect(shown.replaceAll('\n', '')).toBe(characters.join(''));
});

it('comes out of a printer without Chinese letters as our own picture, its code readable', {
  timeout: 60_000,
}, async () => {
  await using printer = await startPrinter('escpos', { headDots: 576 });
  const printerId = withPrinter(station, printer.port);
  const waveId = await aWave();

  const slip = await station.ask('slips.print', { kind: 'picking-list', id: waveId, printerId });

  await printer.until({ labels: 1 });
  const { roll, complaints } = await printer.read({ bits: true });
  const [paper] = roll;
  if (!paper?.bits) throw new Error('a slip on the roll has its dots');
  const bits = Buffer.from(paper.bits, 'base64');
  const picture = { widthDots: paper.widthDots, heightDots: paper.heightDots, rowBytes: 72, bits };
  expect(slip.state).toBe('sent');
  expect(roll).toHaveLength(1);
  expect(paper.widthDots).toBe(576);
  expect((await scanLabel(encodePng(picture, 8))).code128).toEqual([waveId]);
  expect(complaints).toEqual([]);
});

it('becomes a picture in the folder of a station without a printer', { timeout: 60_000 }, async () => {
  const slip = await station.ask('slips.print', {
    kind: 'end-of-day',
    id: '2026-09-22',
    printerId: paperlessPrinterId,
  });

  expect(slip.state).toBe('sent');
  expect(readdirSync(join(station.dataDir, 'labels'))).toEqual([`slip ${slip.slipId}.png`]);
});

it('is as long as it has to be: a list of 400 lines is one slip', { timeout: 60_000 }, async () => {
  const drawer = createLabelDrawer();
  const rows = Array.from({ length: 400 }, (_, line) => ({ kind: 'text' as const, text: `第 ${line} 行` }));

  const picture = await drawer.drawSlip(rows, 576);

  await drawer.stop();
  const bytes = slipAsPicture(picture);
  const isInked = (row: number) => picture.bits.subarray(row * 72, row * 72 + 72).some((byte) => byte !== 0);
  const lastInk = Array.from({ length: picture.heightDots }, (_, row) => row).findLastIndex(isInked);
  expect(picture.heightDots).toBe(400 * 30);
  expect(lastInk).toBeGreaterThan(picture.heightDots - 30);
  expect(bytes.length).toBeGreaterThan(picture.bits.length);
});

it('prints the same request once, and another request anew', { timeout: 60_000 }, async () => {
  const paper = await startPaper();
  const printerId = withPrinter(station, paper.port);
  const waveId = await aWave();
  const asked = { kind: 'picking-list', id: waveId, printerId } as const;

  const first = await station.ask('slips.print', { ...asked, requestId: 'r1' });
  const again = await station.ask('slips.print', { ...asked, requestId: 'r1' });
  const other = await station.ask('slips.print', { ...asked, requestId: 'r2' });

  expect(again).toEqual(first);
  expect(other.slipId).not.toBe(first.slipId);
  expect(paper.received).toHaveLength(2);
  expect(await station.ask('slips.list', {})).toHaveLength(2);
  await paper.close();
});

it('is uncertain when the connection broke, and never goes again by itself', {
  timeout: 60_000,
}, async () => {
  const paper = await startPaper(false);
  const printerId = withPrinter(station, paper.port);
  const waveId = await aWave();
  const asked = { kind: 'picking-list', id: waveId, printerId, requestId: 'r1' } as const;

  const slip = await station.ask('slips.print', asked);
  const again = await station.ask('slips.print', asked);

  expect(slip).toMatchObject({ state: 'uncertain', reason: expect.stringMatching(/^printer\./) });
  expect(again).toEqual(slip);
  await paper.close();
});

it('has failed, with nothing sent, when nobody listens', { timeout: 60_000 }, async () => {
  const paper = await startPaper();
  await paper.close();
  const printerId = withPrinter(station, paper.port);

  const slip = await station.ask('slips.print', { kind: 'end-of-day', id: '2026-09-22', printerId });

  expect(slip).toMatchObject({ state: 'failed', reason: 'printer.refused' });
});

it('finds a slip uncertain that a crash cut off, and one failed that had not begun', () => {
  const { database } = station.parts;
  withPrinter(station, 9);
  database.write((writer) => {
    for (const [slipId, state] of [
      ['S1', 'sending'],
      ['S2', 'queued'],
      ['S3', 'sent'],
    ] as const)
      writer.run(
        `INSERT INTO slips (slip_id, kind, subject_id, printer_id, state, asked_by, asked_at)
         VALUES (?, 'end-of-day', '2026-09-22', 'DSLIP', ?, 'Lin', 1)`,
        [slipId, state],
      );
  });

  station.start();

  expect(database.all(`SELECT slip_id, state FROM slips ORDER BY slip_id`)).toEqual([
    { slip_id: 'S1', state: 'uncertain' },
    { slip_id: 'S2', state: 'failed' },
    { slip_id: 'S3', state: 'sent' },
  ]);
});

it('prints a packing slip with the recipient as masked as screens show it', { timeout: 60_000 }, async () => {
  const paper = await startPaper();
  const printerId = withPrinter(station, paper.port, { slipLetters: 'own' });
  const [parcelId = ''] = withParcels(station, [{ buyerNote: '请放门口' }]);

  await station.ask('slips.print', { kind: 'packing-slip', id: parcelId, printerId });

  const text = lettersOf(paper.received[0] ?? Buffer.alloc(0));
  expect(text).toContain('装箱单');
  expect(text).toContain('留言: 请放门口');
  expect(text).not.toContain('13800005678');
  expect(text).not.toContain('虚构路 88 号');
  await paper.close();
});

it('says no to what it cannot print, and prints nothing', async () => {
  const printerId = withPrinter(station, 9);
  const answers = [
    await station.askRefused('slips.print', { kind: 'picking-list', id: 'no-wave', printerId }),
    await station.askRefused('slips.print', { kind: 'packing-slip', id: 'no-parcel', printerId }),
    await station.askRefused('slips.print', { kind: 'end-of-day', id: '2026-02-30', printerId }),
    await station.askRefused('slips.print', {
      kind: 'end-of-day',
      id: '2026-09-22',
      printerId: 'none' as PrinterId,
    }),
  ];
  station.parts.database.write((writer) =>
    writer.run(`UPDATE printers SET settings_json = json_set(settings_json, '$.language', 'zpl')`),
  );
  answers.push(await station.askRefused('slips.print', { kind: 'end-of-day', id: '2026-09-22', printerId }));

  expect(answers.map(({ code }) => code)).toEqual([
    'wave.unknown',
    'parcel.unknown',
    'slip.day-unknown',
    'printer.unknown',
    'slip.printer-unfit',
  ]);
  expect(await station.ask('slips.list', {})).toEqual([]);
});
