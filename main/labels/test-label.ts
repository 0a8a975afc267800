// The label that shows whether a printer is set up right: every part of a real one, and nobody's parcel.

import type { OrderId, ParcelId } from '../basics/ids.ts';
import type { LabelContent } from './label.ts';

export const testLabel: LabelContent = {
  parcelId: 'PTESTLABEL0' as ParcelId, // names no parcel: the last character is no right check character
  shopName: '打印测试 Printer test',
  carrier: '测试 TEST',
  trackingNumber: 'TEST0000000000',
  recipientName: '测试标签',
  recipientPhone: '000****0000',
  recipientAddress:
    '条码能扫、四边完整、字不发虚，就装好了 · Codes scan, no edge is cut off, letters are solid: it is set up',
  orderIds: ['0000000000000000000' as OrderId], // names no order
  isDoorDelivery: true,
  lines: [
    { skuCode: 'TEST-1', name: '永酬 龘鑫 Aa Gg 0123456789', spec: '5 mm', quantity: 1 },
    { skuCode: 'TEST-2', name: '浓淡均匀，黑底白字清楚', spec: 'even black', quantity: 2 },
  ],
  buyerNote: '不是包裹，请勿贴出 · Not a parcel: throw it away',
  batchNo: 0,
  position: 1,
  batchSize: 1,
  slot: null,
  isTraining: false,
  reprintCount: 0,
};
