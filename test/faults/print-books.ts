// The books that fault runs start from: a shop with five parcels that wait for their labels.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withParcels } from '../builders/labelled-parcels.ts';
import { testStation } from '../builders/test-station.ts';
import { labelsARun } from './print-run.ts';

/** A folder of its own; whoever asked removes it. */
export async function makePrintBooks(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-print-faults-'));
  const station = testStation({ dataDir });
  withParcels(station, new Array(labelsARun).fill({}));
  await station.stop();
  station.parts.database.close();
  return dataDir;
}
