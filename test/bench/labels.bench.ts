// How long fifty labels take to draw and encode, against the 50 s that a 6 ips printer needs for them; and how soon after
// the click the first byte is at the printer. Prints one line of JSON.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../main/basics/clock.ts';
import type { LabelFormat } from '../../main/devices/printers/printer.ts';
import { createLabelDrawer } from '../../main/labels/label-drawer.ts';
import { aLabel } from '../builders/label-content.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { testStation } from '../builders/test-station.ts';
import { startZplSimulator } from '../simulators/printers/zpl-simulator.ts';

const labels = 50;
/** 152 mm a label (150 and the gap) at 6 inches a second. */
const paperSeconds = 50;

const format: LabelFormat = {
  dotsPerMm: 8,
  encoding: { kind: 'zpl', compression: 'acs', media: 'gap', speed: null, darkness: null },
};

async function drawFifty(): Promise<number> {
  const drawer = createLabelDrawer();
  await drawer.warm();
  const startedAt = performance.now();
  for (let position = 1; position <= labels; position += 1) {
    const content = aLabel({
      position,
      trackingNumber: `YT78123456${String(position).padStart(5, '0')}`,
      isDoorDelivery: position % 2 === 0,
      buyerNote: position % 3 === 0 ? '请用纸箱包装，不要塑料袋，谢谢' : '',
      lines: Array.from({ length: 1 + (position % 6) }, (_, index) => ({
        skuCode: `TEA-${position}-${index}`,
        name: '西湖龙井 明前特级 礼盒装',
        spec: '250g 罐装',
        quantity: 1 + (index % 3),
      })),
    });
    await drawer.draw(content, format);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await drawer.stop();
  return seconds;
}

/** On a station that has been started, as it is when somebody clicks. */
async function firstByteMs(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-labels-'));
  const paper = await startZplSimulator();
  const station = testStation({ dataDir, clock: { ...systemClock(), pass: async () => {}, set() {} } });
  station.start();
  const settings = { host: '127.0.0.1', port: paper.port };
  const { printerId } = await station.ask('printers.save', { name: 'Zebra', kind: 'zpl-tcp', settings });
  const parcelIds = withParcels(station, new Array(labels).fill({}));
  const { batches } = await station.ask('batches.create', { parcelIds, printerId });
  const batchId = batches[0]?.batchId;
  if (!batchId) throw new Error('fifty parcels make a batch');
  const firstByte = paper.bytes(1).then(() => performance.now());
  const clickedAt = performance.now();
  await station.ask('batches.start', { batchId });
  const ms = (await firstByte) - clickedAt;
  await station.stop();
  station.parts.database.close();
  await paper.close();
  rmSync(dataDir, { recursive: true, force: true });
  return ms;
}

const numbers = {
  'labels.share_of_paper_time': (await drawFifty()) / paperSeconds,
  'labels.first_ms': await firstByteMs(),
};
console.log(JSON.stringify(numbers));
process.exit(0);
