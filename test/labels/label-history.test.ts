import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../main/basics/clock.ts';
import type { PrinterId } from '../../main/basics/ids.ts';
import type { PrinterState } from '../../main/devices/printers/printer.ts';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import { addTestLabel } from '../../main/labels/rolls.ts';
import { watchRolls } from '../../main/labels/watch-rolls.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { settle } from '../builders/moved-clock.ts';
import { packer, type TestStation, testStation } from '../builders/test-station.ts';

const printerId = paperlessPrinterId;

/** The station's own calendar day, on whatever machine the test runs. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Two labels today, one of them printed again; answers the reprinted label. */
async function printTwo(station: TestStation) {
  const parcelIds = withParcels(station, [{}, {}]);
  const { batches } = await station.ask('batches.create', { parcelIds, printerId });
  const batchId = batches[0]?.batchId ?? ('none' as never);
  await station.ask('batches.start', { batchId, wait: true });
  const { labels } = await station.ask('batches.read', { batchId });
  const labelId = labels[0]?.labelId ?? ('none' as never);
  await station.clock.pass(hourMs);
  const again = await station.ask('labels.reprint', { labelId, reason: 'smudged' });
  await station.ask('batches.start', { batchId: again.batchId, wait: true });
  return { parcelIds, labelId };
}

describe('the history of labels', () => {
  it('shows all of them, newest first, with who, where and why', async () => {
    await using station = testStation();
    const { parcelIds } = await printTwo(station);

    const { rows, next } = await station.ask('labels.history', {});

    expect(
      rows.map(({ batchNo, position, state, reprintCount }) => [batchNo, position, state, reprintCount]),
    ).toEqual(
      expect.arrayContaining([
        [2, 1, 'printed', 1],
        [1, 1, 'void', 0],
        [1, 2, 'printed', 0],
      ]),
    );
    expect(rows[0]).toMatchObject({
      batchNo: 2,
      parcelId: parcelIds[0],
      part: 'label',
      printerName: 'Paperless 无纸',
      person: 'Lin',
      carrier: '圆通速递 YTO',
      reprintReason: 'smudged',
    });
    expect(next).toBeNull();
    expect(JSON.stringify(rows)).not.toContain('欧阳娜');
  });

  it('is found by printer, day, person, batch, state, number and its end, and whether it is a reprint', async () => {
    await using station = testStation();
    await printTwo(station);
    const today = dayOf(station.clock.now());
    const count = async (filter: object) => (await station.ask('labels.history', filter)).rows.length;

    const counts = {
      printer: await count({ printerId }),
      other: await count({ printerId: 'none' as PrinterId }), // names no printer
      today: await count({ day: today }),
      yesterday: await count({ day: dayOf(station.clock.now() - dayMs) }),
      person: await count({ person: 'Lin' }),
      nobody: await count({ person: 'Chen' }),
      batch: await count({ batchNo: 1 }),
      printed: await count({ states: ['printed'] }),
      number: await count({ trackingNumber: 'yt78 1234 560001' }),
      end: await count({ trackingNumber: '0002' }),
      reprints: await count({ isReprint: true }),
      both: await count({ states: ['void'], day: today, trackingNumber: '0001' }),
    };

    expect(counts).toEqual({
      printer: 3,
      other: 0,
      today: 3,
      yesterday: 0,
      person: 3,
      nobody: 0,
      batch: 2,
      printed: 2,
      number: 2,
      end: 1,
      reprints: 1,
      both: 1,
    });
  });

  it('comes in pages that leave nothing out and show nothing twice', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}, {}, {}, {}]);
    await station.ask('batches.create', { parcelIds, printerId });

    const seen: string[] = [];
    let after: { at: number; labelId: never } | null = null;
    do {
      const page: { rows: { labelId: string }[]; next: unknown } = await station.ask('labels.history', {
        limit: 2,
        after,
      });
      seen.push(...page.rows.map((row) => row.labelId));
      after = page.next as typeof after; // handed back as it came
    } while (after);

    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });
});

describe('the counts of a printer', () => {
  it('are kept by day: labels, reprints, and test labels apart', async () => {
    await using station = testStation();
    await printTwo(station);
    await station.ask('printers.test', { printerId });
    await station.clock.pass(2 * dayMs);
    await station.ask('printers.test', { printerId });

    const { days } = await station.ask('printers.counts', { days: 7 });
    const { days: onlyToday } = await station.ask('printers.counts', { days: 1 });

    expect(days.map(({ labels, reprints, tests }) => [labels, reprints, tests])).toEqual([
      [0, 0, 1],
      [3, 1, 1],
    ]);
    expect(onlyToday.map(({ day }) => day)).toEqual([dayOf(station.clock.now())]);
  });
});

describe('a roll', () => {
  it('is counted down by each label, reprint and test label that left', async () => {
    await using station = testStation();
    await station.ask('printers.loadRoll', { printerId, labels: 500 });

    await printTwo(station);
    await station.ask('printers.test', { printerId });

    const [printer] = await station.ask('printers.list', {});
    expect(printer?.roll).toMatchObject({ full: 500, used: 4, aboutLeft: 500 });
    await station.ask('printers.loadRoll', { printerId, labels: 40 });
    await station.ask('printers.test', { printerId });
    const { rolls } = await station.ask('printers.counts', {});
    expect(rolls).toMatchObject([{ printerId, roll: { full: 40, used: 1, aboutLeft: 39 } }]);
  });

  it('that ran out teaches what the next one holds', async () => {
    await using station = testStation();
    await station.ask('printers.loadRoll', { printerId, labels: 10 });
    useUp(station, 8);

    const ended = await station.ask('printers.rollEnded', { printerId });
    const next = await station.ask('printers.loadRoll', { printerId });

    expect(ended.roll).toMatchObject({ isOut: true, aboutLeft: 0, used: 8 });
    expect(next.roll).toMatchObject({ isOut: false, full: 8, used: 0, aboutLeft: 8 });
  });

  it('that was not full when it was loaded teaches nothing', async () => {
    await using station = testStation();
    await station.ask('printers.loadRoll', { printerId, labels: 500 });
    useUp(station, 8);

    await station.ask('printers.rollEnded', { printerId });
    const next = await station.ask('printers.loadRoll', { printerId });

    expect(next.roll).toMatchObject({ full: null, aboutLeft: null });
  });

  it('runs out when the printer says so, and is a new one when it has paper again', async () => {
    await using station = testStation();
    const { database, events, clock } = station.parts;
    let state: PrinterState = { kind: 'ready' };
    const stop = watchRolls({ database, events, clock, printers: { stateOf: () => state } });
    const say = async (next: PrinterState) => {
      state = next;
      events.emit({ kind: 'printers.changed' });
      await settle();
      return (await station.ask('printers.list', {}))[0]?.roll;
    };
    await station.ask('printers.loadRoll', { printerId, labels: 10 });
    useUp(station, 9);

    const out = await say({ kind: 'trouble', troubles: ['paper-out'] });
    const stillOut = await say({ kind: 'silent', troubles: ['paper-out'] });
    const loaded = await say({ kind: 'ready' });
    stop();

    expect(out).toMatchObject({ isOut: true, used: 9, aboutLeft: 0 });
    expect(stillOut).toMatchObject({ isOut: true });
    expect(loaded).toMatchObject({ isOut: false, full: 9, used: 0 });
  });

  it('is a new one from the label on that comes out after the paper, not only from the end of the batch', async () => {
    await using station = testStation();
    const { database, events, clock } = station.parts;
    let state: PrinterState = { kind: 'busy' };
    const stop = watchRolls({ database, events, clock, printers: { stateOf: () => state } });
    const say = async (next: PrinterState) => {
      state = next;
      events.emit({ kind: 'printers.changed' });
      await settle();
    };
    await station.ask('printers.loadRoll', { printerId, labels: 500 });
    await settle();
    await say({ kind: 'trouble', troubles: ['paper-out'] });

    await say({ kind: 'busy' });
    useUp(station, 100);
    await say({ kind: 'ready' });
    stop();

    expect((await station.ask('printers.list', {}))[0]?.roll).toMatchObject({ used: 100, aboutLeft: 400 });
  });

  it('stays ended when a person said so, until the printer says something new', async () => {
    await using station = testStation();
    const { database, events, clock } = station.parts;
    let state: PrinterState = { kind: 'ready' };
    const stop = watchRolls({ database, events, clock, printers: { stateOf: () => state } });
    await station.ask('printers.loadRoll', { printerId, labels: 10 });
    await settle();
    useUp(station, 9);

    await station.ask('printers.rollEnded', { printerId });
    await settle();
    const ended = (await station.ask('printers.list', {}))[0]?.roll;
    state = { kind: 'busy' };
    events.emit({ kind: 'printers.changed' });
    await settle();
    const moving = (await station.ask('printers.list', {}))[0]?.roll;
    stop();

    expect(ended).toMatchObject({ isOut: true, aboutLeft: 0 });
    expect(moving).toMatchObject({ isOut: false, full: 9, used: 0 });
  });

  it('is told by whoever stands at the printer; a printer nobody knows has none', async () => {
    await using station = testStation();

    const loaded = await station.call(packer, 'printers.loadRoll', { printerId, labels: 300 });

    expect(loaded.ok).toBe(true);
    const none = 'none' as PrinterId; // names no printer
    expect(await station.askRefused('printers.loadRoll', { printerId: none })).toMatchObject({
      code: 'printer.unknown',
    });
    expect(await station.askRefused('printers.rollEnded', { printerId: none })).toMatchObject({
      code: 'printer.unknown',
    });
  });
});

function useUp(station: TestStation, labels: number): void {
  station.parts.database.write((writer) => {
    for (let label = 0; label < labels; label += 1)
      addTestLabel(writer, printerId, 'Lin', station.clock.now());
  });
}
