// Published optima lie beside the checkout where somebody has put them; elsewhere this is skipped by name.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../house/source-files.ts';
import { compareWithOptima } from '../optima/compare-with-optima.ts';

const folder = join(root, '..', 'shared', 'data', 'picking');

it.skipIf(!existsSync(folder))(
  'walks as short as the published optima of 1,200 lists, with one block and with two',
  () => {
    const outcome = compareWithOptima(folder);

    expect(outcome).toEqual({
      one_block: { agree: 1_200, of: 1_200 },
      two_blocks: { agree: 1_200, of: 1_200 },
      differ: [],
      missing: [],
    });
  },
);
