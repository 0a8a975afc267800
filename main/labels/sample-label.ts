// An invented label with everything on it that a real one may have: it shows what a layout looks like before anything is printed.

import type { OrderId, ParcelId } from '../basics/ids.ts';
import type { LabelContent } from './label.ts';

/** Nobody's: its code is read by no station. `layout` is its layout's name. */
export function sampleLabel(layout: string): LabelContent {
  return {
    parcelId: 'P0000000000' as ParcelId, // of no parcel: shown, never looked up
    shopName: '样张小铺 Sample',
    carrier: '样张快递 Sample Express',
    trackingNumber: 'SAMPLE00000000',
    recipientName: '样**',
    recipientPhone: '138****0000',
    recipientAddress: '样张省 样张市 样张区 不存在路 1 号 Sample Road 1',
    orderIds: ['6900000000000000000' as OrderId], // of no order
    isDoorDelivery: true,
    lines: [
      { skuCode: 'TEA-0001', name: '样张绿茶 Green tea', spec: '250 g', quantity: 2 },
      { skuCode: 'CUP-0042', name: '样张马克杯 Mug', spec: '350 ml', quantity: 1 },
      { skuCode: 'TIN-0007', name: '样张茶叶罐 Tea tin', spec: '', quantity: 3 },
    ],
    buyerNote: '样张备注 A note of the buyer',
    batchNo: 12,
    position: 17,
    batchSize: 50,
    slot: 7,
    isTraining: false,
    reprintCount: 0,
    layout,
  };
}
