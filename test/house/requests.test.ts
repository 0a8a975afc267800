// Every request of the station: asked by a screen or told to scripts in README, explained where it is declared, and safe to send
// twice where it changes something.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { joinTables } from '../../main/api.ts';
import { read } from '../../main/basics/request.ts';
import { listRequests } from '../../main/hosts/list-requests.ts';
import { testStation } from '../builders/test-station.ts';
import { readSources, root } from './source-files.ts';

/** A physical scan has an id of its own, which does the same. */
const hasIdOfItsOwn = new Set(['bench.scan']);

async function requestsOfTheStation() {
  await using station = testStation();
  return listRequests(station.api);
}

it('is asked by a screen, or README tells scripts what it is for', async () => {
  const requests = await requestsOfTheStation();
  const screens = readSources('renderer').map((file) => file.text);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');

  const orphans = requests
    .map(({ name }) => name)
    .filter(
      (name) => !screens.some((text) => text.includes(`'${name}'`)) && !readme.includes(`| \`${name}\` |`),
    );

  expect(orphans).toEqual([]);
});

it('says above its declaration what it does', async () => {
  const requests = await requestsOfTheStation();
  const tables = readSources('main').filter((file) => file.path.endsWith('-api.ts'));

  const silent = requests.filter(({ name }) => {
    const before = tables
      .map((file) => file.text.split(`\n    '${name}':`))
      .find((parts) => parts.length > 1);
    return !before?.[0]?.trimEnd().endsWith('*/');
  });

  expect(silent.map(({ name }) => name)).toEqual([]);
});

it('takes a requestId when it changes something', async () => {
  const requests = await requestsOfTheStation();

  const without = requests.filter(
    ({ name, kind, argument }) =>
      kind !== 'read' && !hasIdOfItsOwn.has(name) && !JSON.stringify(argument).includes('"requestId"'),
  );

  expect(without.map(({ name }) => name)).toEqual([]);
});

it('has a name of its own: declared twice is found at start', () => {
  const table = {
    'tea.brew': read({ role: 'packer', argument: z.strictObject({}), run: () => 'tea' }),
  };

  expect(() => joinTables(table, table)).toThrow('the request tea.brew is declared twice');
});
