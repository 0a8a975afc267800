import { expect, it } from 'vitest';
import { createLabelDrawer } from '../../main/labels/label-drawer.ts';
import { aLabel } from '../builders/label-content.ts';
import { aProfile } from '../builders/printer-profiles.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { type SimulatedPrinter, startPrinter } from '../simulators/printers/start-printer.ts';

/** A printer that cannot be asked is given the time a label takes; here the clock is moved for it, once the label is out. */
async function printTest(
  station: TestStation,
  paper: SimulatedPrinter,
  argument: { printerId: string; tryZ64?: boolean },
) {
  const { roll } = await paper.read();
  let isDone = false;
  const asked = station.ask('printers.test', argument).finally(() => {
    isDone = true;
  });
  await paper.until({ labels: roll.length + 1 });
  while (!isDone) {
    await station.clock.pass(50);
    await paper.read(); // a turn of the wire
  }
  await asked;
}

it('sets a printer up by what a person sees: black for white first, then the shorter form', async () => {
  await using station = testStation();
  await using paper = await startPrinter('zpl', { isInverted: true });
  const presets = await station.ask('printers.presets', {});
  const unknown = presets.find(({ id }) => id === 'zpl-unknown');
  const { printerId } = await station.ask('printers.save', {
    name: '一号机',
    kind: 'profile',
    settings: {
      ...unknown?.profile,
      preset: 'zpl-unknown',
      wire: { kind: 'tcp', host: '127.0.0.1', port: paper.port },
    },
  });

  await printTest(station, paper, { printerId });
  const first = await station.ask('printers.judge-test', {
    printerId,
    answers: { cameOut: 'picture', isInverted: true },
  });
  await printTest(station, paper, { printerId });
  const second = await station.ask('printers.judge-test', { printerId, answers: { cameOut: 'picture' } });
  await printTest(station, paper, { printerId, tryZ64: true });
  const third = await station.ask('printers.judge-test', {
    printerId,
    answers: { cameOut: 'picture', wasZ64: true },
  });

  expect([first.next, second.next, third.next]).toEqual(['print-again', 'try-z64', 'done']);
  expect(third.settings).toMatchObject({ polarityInverted: true, compression: 'z64' });
  const { roll, complaints } = await paper.read({ bits: true });
  const [wrong, right] = roll.map(({ bits = '' }) => Buffer.from(bits, 'base64'));
  // The first came out black for white; of the second and third only the lines that name the form differ.
  expect(wrong && right && wrong.every((byte, at) => byte === (~(right[at] ?? 0) & 0xff))).toBe(false);
  expect(wrong?.[0]).toBe(0);
  expect(right?.[0]).toBe(0xff);
  expect(roll.map(({ widthDots, heightDots }) => [widthDots, heightDots])).toEqual(
    new Array(3).fill([800, 1200]),
  );
  expect(complaints).toEqual([]);
});

it('has nothing to judge on the folder of pictures', async () => {
  await using station = testStation();

  const refused = await station.askRefused('printers.judge-test', {
    printerId: 'paperless',
    answers: { cameOut: 'picture' },
  });

  expect(refused.code).toBe('printer.needs-no-test');
});

it('draws no label whose edge the head does not reach', async () => {
  const drawer = createLabelDrawer();
  const drawOn = (headDots: number) =>
    drawer.draw(aLabel(), {
      dotsPerMm: 8,
      encoding: { kind: 'profile', profile: aProfile({ language: 'tspl', headDots }) },
    });

  expect(await drawOn(640)).toMatchObject({ kind: 'refusal', code: 'label.off-head' });
  const whole = await drawOn(832);
  expect('bytes' in whole && whole.widthDots).toBe(800);
  await drawer.stop();
});
