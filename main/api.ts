// Everything anyone may ask of a station, joined from the nouns' own tables.

import { Bug } from './basics/assert.ts';
import type { AnswerOf, ArgumentOf, RequestTable } from './basics/request.ts';
import { benchApi } from './bench/bench-api.ts';
import { complianceApi } from './compliance/compliance-api.ts';
import { templatesApi } from './compliance/templates/templates-api.ts';
import { devicesApi } from './devices/printers/devices-api.ts';
import { exportsApi } from './exports/exports-api.ts';
import { goodsApi } from './goods/goods-api.ts';
import { importsApi } from './imports/imports-api.ts';
import { batchesApi } from './labels/batches-api.ts';
import { documentsApi } from './labels/documents/documents-api.ts';
import { historyApi } from './labels/history-api.ts';
import { printersApi } from './labels/printers-api.ts';
import { slipsApi } from './labels/slips/slips-api.ts';
import { rulesApi } from './merges/rules-api.ts';
import { cancellationsApi } from './orders/cancellations-api.ts';
import { pullApi } from './orders/pull-api.ts';
import { overridesApi } from './parcels/overrides-api.ts';
import { parcelsApi } from './parcels/parcels-api.ts';
import { auditApi } from './people/audit-api.ts';
import { peopleApi } from './people/people-api.ts';
import { proposalsApi } from './picks/grouping/proposals-api.ts';
import { picksApi } from './picks/picks-api.ts';
import { shelfApi } from './picks/shelf/shelf-api.ts';
import { warehouseApi } from './picks/warehouse/warehouse-api.ts';
import { findOrders } from './search/find-orders.ts';
import { anyCondition } from './search/order-filter.ts';
import { ordersApi } from './search/orders-api.ts';
import { searchApi } from './search/search-api.ts';
import { settingsApi } from './settings/settings-api.ts';
import { firstMileApi } from './shipping/first-mile/first-mile-api.ts';
import { shippingApi } from './shipping/shipping-api.ts';
import { connectApi } from './shops/connect-api.ts';
import { shopsApi } from './shops/shops-api.ts';
import { syncsApi } from './shops/syncs-api.ts';
import { trainingApi } from './shops/training-api.ts';
import { type StationLives, stationApi } from './station-api.ts';
import type { StationParts } from './station-parts.ts';
import { todayApi } from './today/today-api.ts';

export function buildApi(parts: StationParts & StationLives) {
  return joinTables(
    stationApi(parts),
    settingsApi(parts),
    peopleApi(parts),
    auditApi(parts),
    goodsApi(parts),
    importsApi(parts),
    ordersApi(parts),
    exportsApi(parts),
    shopsApi(parts),
    connectApi(parts),
    syncsApi(parts),
    trainingApi(parts),
    pullApi(parts),
    cancellationsApi(parts),
    shippingApi(parts),
    firstMileApi(parts),
    complianceApi(parts),
    templatesApi(parts),
    parcelsApi({
      ...parts,
      findOrders: (text) => findOrders(parts.database, text, anyCondition({}, parts.clock.now())).orderKeys,
    }),
    overridesApi(parts),
    rulesApi(parts),
    picksApi(parts),
    proposalsApi(parts),
    shelfApi(parts),
    warehouseApi(parts),
    batchesApi(parts),
    documentsApi(parts),
    historyApi(parts),
    printersApi(parts),
    devicesApi(parts),
    slipsApi(parts),
    benchApi(parts),
    searchApi(parts),
    todayApi(parts),
  );
}

export type Api = ReturnType<typeof buildApi>;
export type RequestName = keyof Api & string;
export type RequestArgument<Name extends RequestName> = ArgumentOf<Api[Name]>;
export type RequestAnswer<Name extends RequestName> = AnswerOf<Api[Name]>;

type Intersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer All,
) => void
  ? All
  : never;
type Flat<Table> = { [Name in keyof Table]: Table[Name] };

/** One table out of many; a request name used twice is a bug found at start. */
export function joinTables<Tables extends readonly RequestTable[]>(
  ...tables: Tables
): Flat<Intersection<Tables[number]>> {
  const joined: Record<string, unknown> = {};
  for (const table of tables) {
    for (const [name, spec] of Object.entries(table)) {
      if (Object.hasOwn(joined, name)) throw new Bug(`the request ${name} is declared twice`);
      joined[name] = spec;
    }
  }
  return joined as Flat<Intersection<Tables[number]>>; // exactly the names and specs that were joined
}
