// Every setting the station has: its name, its shape, its default, what it changes. Numbers a platform may change live here, never in code.

import { z } from 'zod';

export interface SettingSpec<Value> {
  readonly schema: z.ZodType<Value>;
  readonly byDefault: Value;
  /** A dangerous setting is asked for twice. */
  readonly isDangerous?: boolean;
  /** The rule of DOMAIN.md that the number belongs to, where there is one. */
  readonly rule?: string;
}

function setting<Value>(
  schema: z.ZodType<Value>,
  byDefault: Value,
  more: Pick<SettingSpec<Value>, 'isDangerous' | 'rule'> = {},
) {
  return { schema, byDefault, ...more };
}

const count = (least: number, most: number) => z.number().int().min(least).max(most);

/** Names are `noun.setting`; texts for them are in renderer/text under `setting.<name>`. Limits follow DOMAIN.md section 6. */
export const settingSpecs = {
  'printing.batchSize': setting(count(1, 600), 50, { rule: 'print.batch' }),
  // Reprints of one label that anybody may do; more take a supervisor.
  'printing.reprintsAlone': setting(count(0, 100), 2),
  // Only printers that have answered a question before; 0 never.
  'printing.watchSeconds': setting(count(0, 3600), 10),
  // How far a platform's page may be off 100 x 150 mm: A6 is 105 x 148, 4 x 6 inches are 101.6 x 152.4.
  'printing.pageToleranceMm': setting(count(0, 10), 6),
  // A platform's label is a few tens of kilobytes; after the driver has the parcel it cannot be used any more.
  'printing.mostDocumentMegabytes': setting(count(1, 3), 2),
  'printing.keepDocumentsDays': setting(count(1, 365), 7),
  'shipping.batchLimit': setting(count(1, 500), 500, { rule: 'ship.batch' }),
  'shipping.whenPacked': setting(z.boolean(), true),
  'shipping.retryFirstSeconds': setting(count(1, 600), 5),
  'shipping.retryLongestMinutes': setting(count(1, 240), 15),
  // How long a platform takes another number for a parcel that was told.
  'shipping.correctWithinHours': setting(count(1, 720), 72),
  // The platform does not say how many; a bag holds no more than these.
  'shipping.firstMileLimit': setting(count(1, 2_000), 200),
  'network.pullEverySeconds': setting(count(10, 3600), 60),
  // How far back a newly linked shop is read.
  'network.firstPullDays': setting(count(1, 90), 15),
  // A shop that cannot be reached for so long is put before a person.
  'network.tellSilentMinutes': setting(count(1, 1440), 30),
  'network.consentWarnDays': setting(count(1, 90), 30),
  'network.answerWithinSeconds': setting(count(5, 600), 60),
  // Nobody knows how fast each account may ask: a start, from which a shop slows down by itself.
  'network.douyinCallsPerSecond': setting(count(1, 1_000), 10),
  'network.tiktokCallsPerSecond': setting(count(1, 1_000), 8),
  // Of Douyin, where its documents are silent or of two minds: what a live account teaches is set here.
  'network.douyinNumbersACall': setting(count(1, 50), 10),
  'network.douyinSetCounts': setting(z.enum(['each', 'all']), 'each'),
  'network.douyinDoorService': setting(z.string().max(60), 'SVC-WBHOMEDELIVERY', {
    rule: 'door.e-waybill',
  }),
  'network.douyinDoorCarriers': setting(z.string().max(400), 'zhongtong yuantong yunda shunfeng jd', {
    rule: 'door.carrier',
  }),
  'network.douyinAnswersRefunds': setting(z.boolean(), true),
  'network.douyinAcceptRefund': setting(count(1, 999), 201),
  'network.douyinRefuseRefund': setting(count(1, 999), 202),
  // Orders of one group of regions travel the first mile together; a region that is in none has no first mile.
  'network.tiktokFirstMileRegions': setting(z.string().max(200), 'PH SG MY VN TH JP, DE FR IT ES'),
  // Which reasons a seller may give differs by market and changes: the codes that hold in most, the surest first.
  'network.tiktokCancelReasons': setting(
    z.string().max(600),
    'seller_cancel_reason_out_of_stock seller_cancel_reason_wrong_price seller_cancel_paid_reason_buyer_requested_cancellation',
  ),
  'training.orderEveryMinutes': setting(count(0, 1440), 5),
  'bench.sealOnLastItem': setting(z.boolean(), true),
  'deadline.unpaidHours': setting(count(1, 720), 48, { rule: 'sla.unpaid' }),
  'deadline.douyinHours': setting(count(1, 720), 48, { rule: 'sla.douyin' }),
  'deadline.prepareHours': setting(count(1, 720), 48, { rule: 'sla.prepare' }),
  'deadline.handoverHours': setting(count(1, 720), 72, { rule: 'sla.handover' }),
  'deadline.totalHours': setting(count(1, 720), 120, { rule: 'sla.total' }),
  'deadline.cancelAnswerHours': setting(count(1, 720), 48, { rule: 'sla.cancel-answer' }),
  'export.mostOrders': setting(count(1, 200_000), 15_000, { rule: 'export.limit' }),
  'export.mostDays': setting(count(1, 3650), 90, { rule: 'export.limit' }),
  'export.keepDays': setting(count(1, 365), 30),
  'import.mostMegabytes': setting(count(1, 1000), 200),
  'privacy.purgeAfterDays': setting(count(1, 3650), 90, { isDangerous: true }),
  // Shipments that were told, and scans: for looking back, not needed to work.
  'privacy.keepTracesDays': setting(count(7, 3650), 90),
  // An answer is kept so that the same request sent again has the effect of once.
  'network.keepAnswersDays': setting(count(1, 365), 7),
  'scanner.prefix': setting(z.string().max(4), ''),
  'scanner.meanGapMs': setting(count(5, 100), 30),
  'scanner.worstGapMs': setting(count(10, 150), 50),
  'scanner.quietMs': setting(count(120, 600), 220),
  'scanner.leastCharacters': setting(count(3, 30), 6),
  'scanner.sameCodeMs': setting(count(0, 2000), 300),
  'sound.volume': setting(z.number().min(0).max(1), 0.8),
  'sound.voice': setting(z.boolean(), true),
  // What a person set up on a screen, as JSON; the screen itself knows its shape.
  'screen.orderColumns': setting(z.string().max(4_000), ''),
  'screen.orderViews': setting(z.string().max(20_000), ''),
  'people.idleLockMinutes': setting(count(0, 240), 10),
  'look.language': setting(z.enum(['system', 'zh-CN', 'en']), 'system'),
  'look.theme': setting(z.enum(['system', 'light', 'dark', 'bright-hall']), 'system'),
  'backup.everyHours': setting(count(1, 168), 6),
  'backup.keep': setting(count(1, 100), 10),
} as const;

export type SettingName = keyof typeof settingSpecs;
export type SettingValue<Name extends SettingName> =
  (typeof settingSpecs)[Name]['byDefault'] extends infer Value
    ? Value extends boolean
      ? boolean
      : Value extends number
        ? number
        : z.infer<(typeof settingSpecs)[Name]['schema']>
    : never;
