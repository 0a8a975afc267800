// Builds a station from its parts, answers requests, starts and stops it cleanly. Knows no window and no network host.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Api, buildApi } from './api.ts';
import type { Events } from './basics/events.ts';
import { isFault } from './basics/fault.ts';
import { isRefusal, type Refusal } from './basics/refusal.ts';
import { type AnyRequestSpec, type Caller, type Reply, roles } from './basics/request.ts';
import { createPrinterRegistry } from './devices/printers/printer-registry.ts';
import { createWire } from './devices/printers/wires/create-wire.ts';
import { createOrderExporter } from './exports/order-exporter.ts';
import { createImportDesk } from './imports/import-desk.ts';
import { createDocumentFetcher } from './labels/documents/fetch-documents.ts';
import { createLabelDrawer } from './labels/label-drawer.ts';
import { readLayouts } from './labels/layout-book.ts';
import { createSealedLabels } from './labels/sealed-labels.ts';
import { createSlipDesk } from './labels/slips/slip-desk.ts';
import { createSpool } from './labels/spool.ts';
import { watchRolls } from './labels/watch-rolls.ts';
import { createRuleBook } from './merges/rule-book.ts';
import { cancellationErrand } from './orders/answer-cancellation.ts';
import { ownCancellationErrand } from './orders/cancel-order.ts';
import { openTrainingShop } from './orders/open-training-shop.ts';
import { readOwnOrders } from './orders/own-orders.ts';
import { createOrderPuller } from './orders/pull-orders.ts';
import { createOutbox, type Outbox } from './outbox/create-outbox.ts';
import { createPlanner } from './parcels/planner.ts';
import { createDeadlineRecount } from './parcels/recount-deadlines.ts';
import { createSessions } from './people/sessions.ts';
import { createCartFormer } from './picks/carts/form-carts-beside.ts';
import { createReleaseQueue } from './picks/release-queue.ts';
import { createNetwork } from './platforms/network.ts';
import { createPlatforms } from './platforms/registry.ts';
import { createSecrets } from './platforms/secrets.ts';
import { createSearchIndexer } from './search/search-indexer.ts';
import { firstMileErrand } from './shipping/first-mile/tell-bundle.ts';
import { shipmentErrand } from './shipping/shipment-errand.ts';
import { waybillErrand } from './shipping/waybill-errand.ts';
import { createLinkBook } from './shops/links-table.ts';
import { createBackups } from './station-backups.ts';
import { createNotices } from './station-notices.ts';
import type { StationParts } from './station-parts.ts';
import { createReading } from './station-reading.ts';
import { createUpkeep } from './station-upkeep.ts';
import { watchClock } from './station-watch.ts';

export interface Station {
  /** Asks for one thing. Never throws for what people or the world do; a bug becomes a reference number and a log line. */
  call(caller: Caller, name: string, argument: unknown): Promise<Reply<unknown>>;
  /** For what the host answers itself: who asks, and whether a supervisor does. */
  allowSupervisor(caller: Caller, name: string): Promise<Reply<null>>;
  readonly events: Events;
  readonly api: Api;
  start(): void;
  /** Resolves when nothing prints any more; a host that opened the station for one call waits for it before it stops. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export function createStation(parts: StationParts): Station {
  const notices = parts.notices ?? createNotices(() => parts.events.emit({ kind: 'station.changed' }));
  const backups = createBackups({ ...parts, notices });
  const clockWatch = watchClock({ ...parts, notices });
  const secrets = createSecrets(parts);
  const links = createLinkBook(parts);
  const platforms = createPlatforms({
    ...parts,
    secrets,
    links,
    isReadOnly: parts.database.readOnly,
    network: createNetwork(parts.clock, parts.events),
    ownOrders: (shopId, orderIds) => readOwnOrders(parts.database, shopId, orderIds),
  });
  // Each tells the other: orders change where something was shipped, what waited may go to a shop that is heard.
  const puller = createOrderPuller({ ...parts, platforms, afterPull: (shopId) => outbox.wake(shopId) });
  const outbox: Outbox = createOutbox({
    ...parts,
    platforms,
    errands: [
      shipmentErrand(parts),
      waybillErrand(parts),
      cancellationErrand(parts.clock),
      ownCancellationErrand(parts.clock),
      firstMileErrand(parts),
    ],
    afterDone: puller.pullQuietly,
  });
  const ruleBook = createRuleBook({ ...parts, notices });
  const planner = createPlanner(parts);
  const beside = createReading(parts);
  const exporter = createOrderExporter({ ...parts, beside });
  const cartFormer = createCartFormer(parts);
  const releases = createReleaseQueue({ ...parts, beside, cartFormer });
  const sealed = createSealedLabels({ ...parts, platforms });
  const printers = createPrinterRegistry({ ...parts, signForComponent: sealed.sign });
  const layouts = readLayouts(join(parts.dataDir, 'layouts'));
  const drawer = createLabelDrawer(layouts, parts.clock);
  const spool = createSpool({ ...parts, drawer, printers, sealed });
  const documentFetcher = createDocumentFetcher({ ...parts, drawer, platforms });
  let stopWatchingRolls = () => {};
  const slips = createSlipDesk({
    ...parts,
    drawer,
    spool,
    wireTo: (printerId, settings) =>
      createWire(settings, { printerId, labelsFolder: join(parts.dataDir, 'labels'), clock: parts.clock }),
  });
  const searchIndexer = createSearchIndexer(parts);
  const imports = createImportDesk(parts);
  const upkeep = createUpkeep(parts);
  const sessions = createSessions({
    ...parts,
    idleLockMinutes: () => parts.settings.get('people.idleLockMinutes'),
  });
  const deadlineRecount = createDeadlineRecount(parts);
  const api = buildApi({
    ...parts,
    notices,
    backups,
    clockWatch,
    secrets,
    links,
    platforms,
    puller,
    outbox,
    planner,
    beside,
    exporter,
    cartFormer,
    releases,
    ruleBook,
    printers,
    drawer,
    layouts,
    spool,
    slips,
    imports,
    sessions,
  });
  const inFlight = new Map<string, Promise<unknown>>();

  async function call(from: Caller, name: string, argument: unknown): Promise<Reply<unknown>> {
    try {
      if (!Object.hasOwn(api, name)) return no('request.unknown', { name });
      const spec = api[name as keyof Api] as AnyRequestSpec; // own property of the table
      const caller = await sessions.whoAsks(from, spec);
      if (isRefusal(caller)) return refused(caller);
      const obstacle = whyNotAllowed(caller, name, spec);
      if (obstacle) return obstacle;
      const parsed = spec.argument.safeParse(argument ?? {});
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        return no('request.malformed', {
          name,
          field: issue?.path.join('.') ?? '',
          reason: issue?.message ?? '',
        });
      }
      if (spec.kind !== 'read' && !spec.isForReaders && parts.database.readOnly)
        return no('station.read-only', {});
      const answer = await runOnce(spec, name, parsed.data, caller);
      return isRefusal(answer) ? refused(answer) : { ok: true, value: answer };
    } catch (thrown) {
      return failed(name, thrown);
    }
  }

  async function allowSupervisor(from: Caller, name: string): Promise<Reply<null>> {
    const spec = { kind: 'job', role: 'supervisor' } as const;
    const caller = await sessions.whoAsks(from, spec);
    if (isRefusal(caller)) return refused(caller);
    return whyNotAllowed(caller, name, spec) ?? { ok: true, value: null };
  }

  /** A change or job with a requestId: the same id twice has the effect, and the answer, of once. */
  async function runOnce(
    spec: AnyRequestSpec,
    name: string,
    argument: unknown,
    caller: Caller,
  ): Promise<unknown> {
    const requestId = (argument as { requestId?: unknown } | null)?.requestId;
    const isKept = spec.kind !== 'read' && typeof requestId === 'string' && !parts.database.readOnly;
    if (!isKept) return spec.run(argument, caller);
    if (spec.kind === 'change') {
      return parts.database.write(() => {
        const stored = findAnswer(requestId);
        if (stored !== undefined) return stored;
        const answer = spec.run(argument, caller);
        if (!isRefusal(answer)) saveAnswer(requestId, name, answer);
        return answer;
      });
    }
    const stored = findAnswer(requestId);
    if (stored !== undefined) return stored;
    const running = inFlight.get(requestId);
    if (running) return running;
    const started = Promise.resolve(spec.run(argument, caller));
    inFlight.set(requestId, started);
    try {
      const answer = await started;
      if (!isRefusal(answer)) saveAnswer(requestId, name, answer);
      return answer;
    } finally {
      inFlight.delete(requestId);
    }
  }

  function findAnswer(requestId: string): unknown {
    const row = parts.database.get<{ answer_json: string }>(
      `SELECT answer_json FROM answered_requests WHERE request_id = ?`,
      [requestId],
    );
    return row && JSON.parse(row.answer_json);
  }

  function saveAnswer(requestId: string, name: string, answer: unknown): void {
    parts.database.write((writer) =>
      writer.run(
        `INSERT INTO answered_requests (request_id, name, answer_json, answered_at) VALUES (?, ?, ?, ?)`,
        [requestId, name, JSON.stringify(answer ?? null), parts.clock.now()],
      ),
    );
  }

  function failed(name: string, thrown: unknown): Reply<never> {
    if (isFault(thrown)) {
      parts.log.warn({ request: name, fault: thrown.code, cause: thrown.cause }, thrown.message);
      return no(`fault.${thrown.code}`, { ...thrown.facts, retry: thrown.retry });
    }
    const reference = randomBytes(4).toString('hex').toUpperCase();
    parts.log.error({ request: name, reference, err: thrown }, 'bug');
    return no('bug', { reference });
  }

  return {
    call,
    allowSupervisor,
    events: parts.events,
    api,
    start() {
      clockWatch.start();
      backups.start();
      if (parts.database.readOnly) return;
      if (parts.mode === 'training') openTrainingShop({ ...parts, platforms });
      ruleBook.start();
      stopWatchingRolls = watchRolls({ ...parts, printers });
      printers.start();
      spool.start();
      slips.start();
      puller.start();
      outbox.start();
      documentFetcher.start();
      searchIndexer.start();
      imports.start();
      upkeep.start();
      deadlineRecount.start();
    },
    settled: () => spool.idle(),
    async stop() {
      clockWatch.stop();
      ruleBook.stop();
      searchIndexer.stop();
      deadlineRecount.stop();
      await imports.stop();
      await exporter.stop();
      await slips.stop();
      await spool.stop();
      stopWatchingRolls();
      await platforms.stop();
      await puller.stop();
      await documentFetcher.stop();
      await outbox.stop();
      await planner.stop();
      await cartFormer.stop();
      await releases.stop();
      await upkeep.stop();
      await beside.stop();
      await backups.stop();
      await Promise.allSettled(inFlight.values());
    },
  };
}

/** A badge can be borrowed: what needs a supervisor and changes something also asks for the PIN. */
function whyNotAllowed(
  caller: Caller,
  name: string,
  { kind, role, isForAnyone = false }: Pick<AnyRequestSpec, 'kind' | 'role' | 'isForAnyone'>,
): Reply<never> | undefined {
  if (isForAnyone) return undefined;
  if (roles.indexOf(caller.role) < roles.indexOf(role)) return no('request.not-allowed', { name, role });
  if (role === 'supervisor' && kind !== 'read' && caller.isConfirmed === false) {
    return no('people.pin-needed', { name: caller.person });
  }
  return undefined;
}

function no(code: string, facts: Refusal['facts']): Reply<never> {
  return { ok: false, refusal: { code, facts } };
}

function refused(refusal: Refusal): Reply<never> {
  return no(refusal.code, refusal.facts);
}
