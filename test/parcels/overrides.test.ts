import { expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { fingerprintOf } from '../../main/merges/overrides.ts';
import type { Reason } from '../../main/merges/verdict.ts';
import { anOrder } from '../builders/orders.ts';
import { listParcelsIn, withProposals } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { linPin, moPin, staffed, windowOf } from '../builders/windows.ts';

const rule = 'door.order-untagged-mix' as const;
const orders = [
  anOrder({ orderId: 'tagged', doorTag: 'tagged' }),
  anOrder({ orderId: 'untagged', doorTag: 'untagged' }),
];

/** Two proposals that the guard keeps apart, Mo at a window, Lin with the PIN. */
async function apart(station: TestStation) {
  const [tagged, untagged] = await withProposals(station, orders);
  if (!tagged || !untagged) throw new Error('two proposals');
  const { first, lin, linBadge, moBadge } = await staffed(station);
  const mo = windowOf(station, 'window-2');
  await mo.ask('people.signIn', { badge: moBadge });
  const [line] = tagged.lines;
  if (!line) throw new Error('a line');
  const ref = { orderKey: line.orderKey, lineId: line.lineId, quantity: line.quantity };
  const move = { line: ref, from: tagged.parcelId, to: untagged.parcelId };
  const grant = {
    parcelId: untagged.parcelId,
    rule,
    reason: 'one person, confirmed by phone',
    adding: [ref],
  };
  return { first, lin, linBadge, mo, move, grant, tagged, untagged };
}

it('lets a block pass with a supervisor’s PIN and a reason, and keeps the reason in sight', async () => {
  await using station = testStation();
  const { mo, move, grant, untagged } = await apart(station);
  const before = await mo.codeOf('parcels.move', move);

  await mo.ask('overrides.grant', { ...grant, pin: linPin });
  const moved = await mo.ask('parcels.move', move);

  expect(before).toBe('parcel.blocked');
  expect(moved.verdict.verdict).toBe('allow');
  expect(moved.to.verdict).toMatchObject({
    verdict: 'allow',
    reasons: [{ rule, verdict: 'overridden', overridden: { person: 'Lin', why: grant.reason } }],
  });
  const entry = station.parts.database.get(
    `SELECT person, subject_id, facts_json FROM audit WHERE verb = 'parcel.override-granted'`,
  );
  expect(entry).toMatchObject({ person: 'Lin', subject_id: untagged.parcelId });
  expect(JSON.stringify(entry)).toContain('Mo');
});

it('holds when the parcel is accepted, released, opened and packed', async () => {
  await using station = testStation();
  const { mo, move, grant, untagged } = await apart(station);
  await mo.ask('overrides.grant', { ...grant, pin: linPin });
  await mo.ask('parcels.move', move);
  const parcelIds = [untagged.parcelId];
  const scan = (scanId: string, code: string) => mo.ask('bench.scan', { benchId: 'bench-1', scanId, code });

  const accepted = await mo.ask('parcels.accept', { parcelIds });
  const wave = await mo.codeOf('waves.release', { parcelIds, acceptShortages: true });
  const opened = await scan('scan-1', untagged.parcelId);

  expect(accepted).toMatchObject({ accepted: 1 });
  expect(wave).toBe('granted');
  expect(opened.state.kind).toBe('open');
  expect(opened.parcel?.verdict.reasons[0]?.overridden?.person).toBe('Lin');
});

it('is no longer worth anything when a fact has changed', async () => {
  await using station = testStation();
  const { mo, move, grant, untagged } = await apart(station);
  await mo.ask('overrides.grant', { ...grant, pin: linPin });
  await mo.ask('parcels.move', move);

  station.parts.database.write((writer) =>
    writer.run(`UPDATE orders SET recipient_key = 'elsewhere' WHERE order_id = 'untagged'`),
  );

  const view = await mo.ask('parcels.read', { parcelId: untagged.parcelId });
  expect(view.verdict.verdict).toBe('block');
});

it('is for one version of the rule', () => {
  const reason: Reason = {
    rule,
    verdict: 'block',
    lines: [],
    facts: { why: 'mixed' },
    validFrom: 1,
    consequence: {},
  };
  const facts = { orders: [], carrier: null, waybill: null };

  const now = fingerprintOf(reason, facts);

  expect(fingerprintOf({ ...reason, consequence: { yuan: 10 } }, facts)).toBe(now);
  expect(fingerprintOf({ ...reason, validFrom: 2 }, facts)).not.toBe(now);
  expect(fingerprintOf({ ...reason, facts: { why: 'mixed', tagged: ['1'] } }, facts)).not.toBe(now);
});

it('is for one parcel', async () => {
  await using station = testStation();
  const { mo, move, grant, tagged, untagged } = await apart(station);
  await mo.ask('overrides.grant', { ...grant, pin: linPin });
  const [line] = untagged.lines;

  const back = await mo.codeOf('parcels.move', {
    line: { orderKey: line?.orderKey, lineId: line?.lineId, quantity: line?.quantity },
    from: untagged.parcelId,
    to: tagged.parcelId,
  });

  expect(move.to).not.toBe(tagged.parcelId);
  expect(back).toBe('parcel.blocked');
});

it('takes the PIN of whoever is named, shows a badge, sits here, or is the only supervisor', async () => {
  await using station = testStation();
  const { first, mo, lin, linBadge, grant } = await apart(station);
  const codeOf = (more: object, window = mo) => window.codeOf('overrides.grant', { ...grant, ...more });

  expect(await codeOf({ pin: linPin, badge: linBadge })).toBe('granted');
  await first.ask('people.save', { name: 'Ke', role: 'supervisor', pin: '9753' });

  expect(await codeOf({ pin: linPin })).toBe('override.who');
  expect(await codeOf({ pin: '9753', personId: lin.personId })).toBe('people.pin-wrong');
  expect(await codeOf({ pin: linPin }, first)).toBe('override.nothing-blocked');
});

it('says why it cannot be', async () => {
  await using station = testStation();
  const { first, mo, grant } = await apart(station);
  const people = await mo.ask('people.list', {});
  const moId = people.find(({ name }) => name === 'Mo')?.personId;
  const codeOf = (more: object) => mo.codeOf('overrides.grant', { ...grant, pin: linPin, ...more });

  expect(await codeOf({ rule: 'merge.hold' })).toBe('override.never');
  expect(await codeOf({ rule: 'waybill.duplicate' })).toBe('override.never');
  expect(await codeOf({ rule: 'merge.recipient' })).toBe('override.nothing-blocked');
  expect(await codeOf({ parcelId: 'P-gone' })).toBe('parcel.unknown');
  expect(await codeOf({ badge: 'PB-WHO-NOBODY' })).toBe('people.badge-unknown');
  expect(await codeOf({ personId: 'H-gone' })).toBe('people.unknown');
  expect(await codeOf({ personId: moId, pin: moPin })).toBe('override.not-a-supervisor');
  expect(await codeOf({ reason: ' ' })).toBe('request.malformed');
  expect(await codeOf({ pin: '0007' })).toBe('people.pin-wrong');
  expect(await first.codeOf('audit.check')).toBe('granted');
});

it('cannot be while there is no supervisor', async () => {
  await using station = testStation();
  await withProposals(station, orders);
  const [parcel] = await listParcelsIn(station, 'proposed');

  const refusal = await station.askRefused('overrides.grant', {
    parcelId: parcel?.parcelId ?? ('' as ParcelId),
    rule,
    reason: 'because',
    pin: '2580',
  });

  expect(refusal.code).toBe('override.no-supervisor');
});

it('at the bench lets a stopped parcel open instead of pulling it', async () => {
  await using station = testStation();
  const { mo, move, grant, untagged } = await apart(station);
  await mo.ask('overrides.grant', { ...grant, pin: linPin });
  await mo.ask('parcels.move', move);
  await mo.ask('parcels.accept', { parcelIds: [untagged.parcelId] });
  station.parts.database.write((writer) => writer.run(`DELETE FROM overrides`));
  const scan = (scanId: string, code: string) => mo.ask('bench.scan', { benchId: 'bench-1', scanId, code });

  const stopped = await scan('scan-1', untagged.parcelId);
  await mo.ask('overrides.grant', { parcelId: untagged.parcelId, rule, reason: 'phoned', pin: linPin });
  const gone = await mo.ask('bench.acknowledge', { benchId: 'bench-1' });
  const opened = await scan('scan-2', untagged.parcelId);

  expect(stopped.state).toMatchObject({ kind: 'held', stoppedParcelId: untagged.parcelId });
  expect(gone.state.kind).toBe('idle');
  expect(opened.state.kind).toBe('open');
});
