// Every step, in order. A new step goes at the end, as a file of its own, with a test that starts from the step before.

import type { Migration } from '../migration.ts';
import { firstSchema } from './0010-first-schema.ts';
import { people } from './0020-people.ts';
import { ruleFiles } from './0025-rule-files.ts';
import { compliance } from './0030-compliance.ts';
import { proofOfLabels } from './0040-proof-of-labels.ts';
import { slips } from './0050-slips.ts';
import { labelDocuments } from './0055-label-documents.ts';
import { partsOfALabel } from './0056-parts-of-a-label.ts';
import { rolls } from './0057-rolls.ts';
import { warehousePlans } from './0060-warehouse-plans.ts';
import { carts } from './0065-carts.ts';
import { binsOfASku } from './0066-bins-of-a-sku.ts';
import { waveRules } from './0067-wave-rules.ts';
import { pickSteps } from './0068-pick-steps.ts';
import { volumeOfSkus } from './0069-volume-of-skus.ts';
import { connectedShops } from './0070-connected-shops.ts';
import { timesOfOrders } from './0071-times-of-orders.ts';
import { labelFetches } from './0073-label-fetches.ts';
import { endOfConsents } from './0074-end-of-consents.ts';
import { unreadOrders } from './0075-unread-orders.ts';
import { ownCancellations } from './0076-own-cancellations.ts';
import { firstMileBundles } from './0077-first-mile-bundles.ts';
import { numbersOfParcels } from './0078-numbers-of-parcels.ts';
import { askedWaybills } from './0080-asked-waybills.ts';

export const migrations: readonly Migration[] = [
  firstSchema,
  people,
  ruleFiles,
  compliance,
  proofOfLabels,
  slips,
  labelDocuments,
  partsOfALabel,
  rolls,
  warehousePlans,
  carts,
  binsOfASku,
  waveRules,
  pickSteps,
  volumeOfSkus,
  connectedShops,
  timesOfOrders,
  labelFetches,
  endOfConsents,
  unreadOrders,
  ownCancellations,
  firstMileBundles,
  numbersOfParcels,
  askedWaybills,
];
