// Reads of parcels that walk over all that are alive: the planning board and pages of parcels.

import type { HeavyRead } from '../database/beside.ts';
import { listParcelIds, type ParcelsAsked } from './find-parcels.ts';
import { type GroupsAsked, listGroups, type ParcelGroup } from './list-groups.ts';
import { type ParcelView, viewParcels } from './view-parcel.ts';

export const groupsRead: HeavyRead<GroupsAsked, { groups: ParcelGroup[]; total: number }> = {
  name: 'parcels.groups',
  run: (reader, now, asked) => listGroups(reader, { now: () => now }, asked),
};

export const parcelsRead: HeavyRead<ParcelsAsked, { rows: ParcelView[]; total: number }> = {
  name: 'parcels.page',
  run: (reader, now, asked) => {
    const { ids, total } = listParcelIds(reader, asked);
    return { rows: viewParcels(reader, { now: () => now }, ids), total };
  },
};
