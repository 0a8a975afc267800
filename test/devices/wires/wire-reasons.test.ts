import { expect, it } from 'vitest';
import { wireReasonOf, wireReasons } from '../../../main/devices/printers/wire.ts';
import { en } from '../../../renderer/text/en.ts';
import { zhCN } from '../../../renderer/text/zh-CN.ts';

it('says in both languages why a line is gone, and what to do', () => {
  const words: readonly Readonly<Record<string, string>>[] = [zhCN, en];

  const silent = wireReasons.filter((reason) => words.some((table) => !table[`printing.why.${reason}`]));

  expect(silent).toEqual([]);
});

it.each([
  ['ENOTFOUND', 'printer.name-unknown'],
  ['ENXIO', 'printer.name-unknown'],
  ['ECONNREFUSED', 'printer.refused'],
  ['ENETUNREACH', 'printer.unreachable'],
  ['EACCES', 'printer.not-allowed'],
  ['EBUSY', 'printer.in-use'],
  ['EISDIR', 'printer.not-a-device'],
  ['ENOSPC', 'printer.disk-full'],
  ['EIO', 'printer.connection-lost'],
])('takes the system’s %s as %s', (code, reason) => {
  expect(wireReasonOf(Object.assign(new Error('from the system'), { code }))).toBe(reason);
});

it('takes what is no word of the system as a lost connection', () => {
  expect([wireReasonOf(null), wireReasonOf('odd'), wireReasonOf(new Error('odd'))]).toEqual(
    Array.from({ length: 3 }, () => 'printer.connection-lost'),
  );
});
