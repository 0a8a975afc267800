// The station's side of importing: hands errands to the worker, remembers which import a file belongs to, and passes on
// what the worker tells. The worker starts with the first file and stays warm.

import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { Bug } from '../basics/assert.ts';
import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { Fault } from '../basics/fault.ts';
import { newId, type RandomBytes, type ShopId } from '../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import type { TurnMemory } from '../database/writer-turn.ts';
import { recordAudit } from '../people/audit.ts';
import type { Settings } from '../settings/settings-table.ts';
import { addShop, listShops, type Shop } from '../shops/shops-table.ts';
import type { AppliedImport, ImportId, ImportReport, Inspection } from './import-kinds.ts';
import {
  cancelAll,
  type Errand,
  type ErrandName,
  type ImportErrands,
  type ImportWorkerData,
  type WorkerMessage,
} from './import-messages.ts';
import { findImport, type ImportRecord, listImports } from './imports-table.ts';
import { createUploads, type Uploads } from './uploads.ts';

export interface ImportDesk {
  readonly uploads: Uploads;
  /** Refusals: those of the file readers, `import.upload-unknown`, `import.shop-unknown`, `import.wrong-market`. */
  inspect(source: FileSource, shopId: string | null): Promise<Inspection | Refusal>;
  /** Refusals: `import.not-found`, `import.needs-shop`, `import.file-changed`, `import.cancelled`, `import.wrong-market`. */
  apply(importId: ImportId, shopId: string | null, caller: Caller): Promise<AppliedImport | Refusal>;
  /** Inspects and applies; makes the shop of that name when there is none. */
  run(
    source: FileSource,
    shop: { shopId: string | null; shopName: string | null },
    caller: Caller,
  ): Promise<AppliedImport | Refusal>;
  report(importId: ImportId): Promise<ImportReport | Refusal>;
  list(limit: number): ImportRecord[];
  cancel(importId: ImportId): { importId: ImportId } | Refusal;
  start(): void;
  stop(): Promise<void>;
}

export type FileSource = { readonly uploadId: string } | { readonly path: string };

export interface ImportDeskParts {
  readonly dataDir: string;
  readonly database: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly random: RandomBytes;
  readonly log: Logger;
  readonly turnMemory: TurnMemory;
  readonly settings: Settings;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export function createImportDesk(parts: ImportDeskParts): ImportDesk {
  const { database, clock, settings, events, log } = parts;
  const mostMegabytes = () => settings.get('import.mostMegabytes');
  const uploads = createUploads({ ...parts, mostMegabytes });
  const uploadOf = new Map<ImportId, string>();
  const known = new Set<ImportId>();
  const applying = new Map<
    ImportId,
    { readonly errandNo: number; readonly answer: Promise<AppliedImport | Refusal> }
  >();
  const waiting = new Map<number, Waiting>();
  const cancelMemory = new SharedArrayBuffer(4);
  let errandNo = 0;
  let worker: Worker | undefined;

  function startWorker(): Worker {
    const file = import.meta.url.endsWith('.ts') ? './import-worker.ts' : './import-worker.js';
    const data: ImportWorkerData = {
      databasePath: database.path,
      turnMemory: parts.turnMemory,
      vaultKey: parts.vault.shareKey(),
      cancelMemory,
    };
    const started = new Worker(new URL(file, import.meta.url), {
      workerData: data,
      // Rows are short-lived: a small nursery costs no time and saves 80 MB that it would otherwise grow to.
      resourceLimits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 4_096 },
    });
    started.on('message', hear);
    started.on('error', (thrown) => {
      log.error({ err: thrown }, 'the import worker failed');
      lose(started, thrown);
    });
    started.on('exit', () => lose(started, undefined));
    started.unref();
    return started;
  }

  /** Whoever waits for a worker that is gone is told so; the next errand starts a new one. */
  function lose(gone: Worker, cause: unknown): void {
    if (worker !== gone) return;
    worker = undefined;
    known.clear();
    for (const { reject } of waiting.values()) reject(new Fault('import.worker-failed', 'now', {}, cause));
    waiting.clear();
  }

  function hear(message: WorkerMessage): void {
    if (message.kind === 'event') {
      events.emit(message.event);
      return;
    }
    const asker = waiting.get(message.errandNo);
    waiting.delete(message.errandNo);
    if (waiting.size === 0) worker?.unref();
    if (!asker) return;
    if (message.kind === 'answer') asker.resolve(message.value);
    else if (message.kind === 'refusal') asker.resolve(message.refusal);
    else if (message.kind === 'fault') asker.reject(new Fault(message.code, message.retry, message.facts));
    else asker.reject(new Bug(message.message));
  }

  function send<Name extends ErrandName>(
    name: Name,
    argument: ImportErrands[Name]['argument'],
  ): Promise<ImportErrands[Name]['answer'] | Refusal> {
    worker ??= startWorker();
    worker.ref();
    errandNo += 1;
    const errand: Errand = { errandNo, name, argument };
    const answer = new Promise((resolve, reject) => waiting.set(errand.errandNo, { resolve, reject }));
    worker.postMessage(errand);
    return answer as Promise<ImportErrands[Name]['answer'] | Refusal>; // the worker answers what the name promises
  }

  async function inspect(source: FileSource, shopId: string | null): Promise<Inspection | Refusal> {
    const upload = 'uploadId' in source ? uploads.find(source.uploadId) : undefined;
    if ('uploadId' in source && !upload) return refuse('import.upload-unknown', { fileName: '' });
    const path = upload?.path ?? ('path' in source ? source.path : '');
    const fileName = upload?.fileName ?? basename(path);
    const importId: ImportId = newId<string & { readonly brand: 'ImportId' }>('I', parts.random);
    const now = clock.now();
    const answer = await send('inspect', {
      importId,
      path,
      fileName,
      shopId,
      mostMegabytes: mostMegabytes(),
      now,
    });
    if (isRefusal(answer)) return { ...answer, facts: { fileName, ...answer.facts } };
    known.add(importId);
    if (upload) uploadOf.set(importId, upload.uploadId);
    return answer;
  }

  async function applyOnce(
    importId: ImportId,
    shopId: string | null,
    caller: Caller,
  ): Promise<AppliedImport | Refusal> {
    const record = findImport(database, importId);
    if (record) {
      const { kind, fileName, counts } = record;
      return { importId, kind, fileName, shopId: record.shopId, counts };
    }
    if (!known.has(importId)) return refuse('import.not-found', { importId });
    // A commit of the station must not also carry an import's megabytes from the log into the file: a scan waits for it.
    const takeUpAgain = database.leaveLog();
    try {
      const answer = await send('apply', {
        importId,
        shopId,
        mostMegabytes: mostMegabytes(),
        person: caller.person,
        now: clock.now(),
      });
      if (!isRefusal(answer)) forget(importId);
      return answer;
    } finally {
      takeUpAgain();
    }
  }

  function apply(importId: ImportId, shopId: string | null, caller: Caller) {
    const running = applying.get(importId);
    if (running) return running.answer;
    const answer = applyOnce(importId, shopId, caller).finally(() => applying.delete(importId));
    applying.set(importId, { errandNo, answer });
    return answer;
  }

  function forget(importId: ImportId): void {
    known.delete(importId);
    const uploadId = uploadOf.get(importId);
    uploadOf.delete(importId);
    if (uploadId) uploads.remove(uploadId);
  }

  return {
    uploads,
    inspect,
    apply,

    async run(source, { shopId, shopName }, caller) {
      const named =
        shopName === null ? undefined : listShops(database).find((shop) => shop.name === shopName);
      const inspection = await inspect(source, shopId ?? named?.shopId ?? null);
      if (isRefusal(inspection)) return inspection;
      let chosen = inspection.shopId;
      if (shopName !== null && !named && inspection.market) {
        chosen = addFilesShop(
          parts,
          shopName,
          inspection.market,
          inspection.timeZone ?? 'Asia/Shanghai',
          caller,
        );
      }
      return apply(inspection.importId, chosen, caller);
    },

    report(importId) {
      if (!known.has(importId) && !findImport(database, importId)) {
        return Promise.resolve(refuse('import.not-found', { importId }));
      }
      return send('report', { importId });
    },

    list: (limit) => listImports(database, limit),

    cancel(importId) {
      const running = applying.get(importId);
      if (running) {
        Atomics.store(new Int32Array(cancelMemory), 0, running.errandNo);
        return { importId };
      }
      if (!known.has(importId)) return refuse('import.not-found', { importId });
      void send('forget', { importId });
      forget(importId);
      return { importId };
    },

    start() {
      uploads.removeAll();
    },

    async stop() {
      const stopping = worker;
      if (stopping) {
        Atomics.store(new Int32Array(cancelMemory), 0, cancelAll);
        const gone = new Promise<void>((resolve) => stopping.once('exit', () => resolve()));
        stopping.ref();
        stopping.postMessage('close');
        await gone;
      }
      uploads.removeAll();
    },
  };
}

function addFilesShop(
  parts: ImportDeskParts,
  name: string,
  market: Shop['market'],
  timeZone: string,
  caller: Caller,
): ShopId {
  return parts.database.write((writer) => {
    const shop: Shop = {
      shopId: newId<ShopId>('S', parts.random),
      name,
      market,
      connection: 'files',
      timeZone,
    };
    addShop(writer, shop, parts.clock.now());
    recordAudit(
      writer,
      parts.clock,
      caller,
      'shop.added',
      { kind: 'shop', id: shop.shopId },
      { name, market },
    );
    return shop.shopId;
  });
}
