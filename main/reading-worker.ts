// The thread in which very many rows are read (database/beside.ts), with a connection of its own that never writes.

import { parentPort, workerData } from 'node:worker_threads';
import { complianceRead, toGoRead } from './compliance/heavy-reads.ts';
import type { BesideAnswer, BesideQuestion, HeavyRead } from './database/beside.ts';
import { openDatabase } from './database/open-database.ts';
import { exportRead } from './exports/read-export.ts';
import { countsRead, historyRead } from './labels/label-history.ts';
import { groupsRead, parcelsRead } from './parcels/heavy-reads.ts';
import { proposalRead, proposeRead } from './picks/grouping/proposal-reads.ts';
import { layOutRead, prepareRead, previewRead } from './picks/prepare-wave.ts';
import { drawingRead, walkRead, warehouseRead } from './picks/warehouse/warehouse-reads.ts';
import { pickingListRead, wavesRead } from './picks/waves-table.ts';
import { cellsRead } from './search/count-orders.ts';
import { todayRead } from './today/read-today.ts';

const { path } = workerData as { readonly path: string }; // given by beside.ts

// The questions are told apart by their names alone; each was asked with its own argument.
const reads = new Map<string, HeavyRead<never, unknown>>(
  [
    groupsRead,
    parcelsRead,
    prepareRead,
    layOutRead,
    previewRead,
    proposeRead,
    proposalRead,
    wavesRead,
    pickingListRead,
    warehouseRead,
    drawingRead,
    walkRead,
    cellsRead,
    exportRead,
    complianceRead,
    toGoRead,
    todayRead,
    historyRead,
    countsRead,
  ].map((read) => [read.name, read]),
);
const database = openDatabase(path, { readOnly: true });

parentPort?.on('message', ({ no, name, now, argument }: BesideQuestion) => {
  const tell = (told: BesideAnswer) => parentPort?.postMessage(told);
  try {
    const read = reads.get(name);
    if (read) tell({ no, isDone: true, answer: read.run(database, now, argument as never) });
    else tell({ no, isDone: false });
  } catch {
    tell({ no, isDone: false }); // it fails once more where somebody can say so
  }
});
