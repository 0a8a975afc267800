// What stands in an export of orders: one row for each line of goods, the order's own facts on every row. Recipients as they may be shown:
// masks stay masks. Words are in the language of whoever asked.

import type { Hold, Order, OrderLine, OrderState } from '../orders/order.ts';
import { splitMask } from '../orders/recipient.ts';
import type { DoorTag } from '../platforms/incoming-order.ts';
import type { Shop } from '../shops/shops-table.ts';

export type ExportLanguage = 'zh-CN' | 'en';

/** One line of goods with all that its row tells. */
export interface ExportedLine {
  readonly shop: Pick<Shop, 'name' | 'market'>;
  readonly order: Order;
  readonly line: OrderLine;
  /** Of the parcel that holds the line; null while it is in none. */
  readonly parcel: {
    readonly parcelId: string;
    readonly carrier: string | null;
    readonly trackingNumber: string | null;
    readonly packedAt: number | null;
    readonly shippedAt: number | null;
  } | null;
  /** A time as the shop's own clocks show it. */
  readonly sayTime: (at: number | null) => string;
}

/** `code`: an id, a number of a parcel, a SKU: digits that are no number. */
export interface ExportColumn {
  readonly kind: 'code' | 'text' | 'number';
  readonly heading: Readonly<Record<ExportLanguage, string>>;
  readonly width: number;
  readonly read: (row: ExportedLine, language: ExportLanguage) => string | number;
}

type Words<Code extends string> = Readonly<Record<Code, Readonly<Record<ExportLanguage, string>>>>;
const words = (chinese: string, english: string) => ({ 'zh-CN': chinese, en: english });

const states: Words<OrderState> = {
  unpaid: words('未付款', 'unpaid'),
  'on-hold': words('平台暂缓', 'on hold at the platform'),
  'to-ship': words('待发货', 'to ship'),
  'part-shipped': words('部分发货', 'partly shipped'),
  'awaiting-collection': words('待揽收', 'awaiting collection'),
  shipped: words('已发货', 'shipped'),
  finished: words('已完成', 'finished'),
  cancelled: words('已取消', 'cancelled'),
  unknown: words('状态不明', 'unclear'),
};

const holds: Words<Hold> = {
  'cancel-requested': words('申请取消', 'cancellation asked'),
  'refund-requested': words('申请退款', 'refund asked'),
  refunded: words('已退款', 'refunded'),
  'remorse-hour': words('冷静期', 'remorse hour'),
  'risk-review': words('风险审核', 'under review'),
  'seller-cancels': words('商家取消中', 'being cancelled by us'),
};

const doors: Words<DoorTag> = {
  tagged: words('送货上门', 'door delivery'),
  untagged: words('', ''),
  look: words('需要看一眼', 'needs a look'),
  unknown: words('未标明', 'not told'),
};

const markets: Words<Shop['market']> = {
  douyin: words('抖店', 'Douyin'),
  tiktok: words('TikTok Shop', 'TikTok Shop'),
};

const gift = words('是', 'yes');

function column(
  kind: ExportColumn['kind'],
  chinese: string,
  english: string,
  width: number,
  read: ExportColumn['read'],
): ExportColumn {
  return { kind, heading: words(chinese, english), width, read };
}

export const exportColumns: readonly ExportColumn[] = [
  column('text', '店铺', 'Shop', 16, ({ shop }) => shop.name),
  column('text', '平台', 'Platform', 12, ({ shop }, language) => markets[shop.market][language]),
  column('code', '订单号', 'Order', 24, ({ order }) => order.orderId),
  column('text', '状态', 'State', 14, ({ order }, language) => states[order.state][language]),
  column('text', '平台状态', 'State at the platform', 20, ({ order }) => order.platformState),
  column('text', '扣住原因', 'Held', 16, ({ order, line }, language) => {
    const hold = order.hold ?? line.hold;
    return hold === null ? '' : holds[hold][language];
  }),
  column('text', '送货上门', 'Door delivery', 14, ({ line }, language) => doors[line.doorTag][language]),
  column('text', '下单时间', 'Ordered', 18, ({ order, sayTime }) => sayTime(order.orderedAt)),
  column('text', '付款时间', 'Paid', 18, ({ order, sayTime }) => sayTime(order.paidAt)),
  column('text', '最晚发货', 'Ship by', 18, ({ order, sayTime }) => sayTime(order.shipByAt ?? order.dueAt)),
  column('text', '收件人', 'Recipient', 14, ({ order }) => splitMask(order.recipientMask).name),
  column('text', '电话', 'Phone', 16, ({ order }) => splitMask(order.recipientMask).phone),
  column('text', '地址', 'Address', 32, ({ order }) => splitMask(order.recipientMask).address),
  column('code', '子订单号', 'Line', 24, ({ line }) => line.lineId),
  column('code', '商品编码', 'SKU', 20, ({ line }) => line.skuCode),
  column('text', '商品', 'Goods', 36, ({ line }) => line.name),
  column('text', '规格', 'Variant', 20, ({ line }) => line.spec),
  column('number', '件数', 'Pieces', 8, ({ line }) => line.quantity),
  column('text', '赠品', 'Gift', 8, ({ line }, language) => (line.isGift ? gift[language] : '')),
  column('code', '包裹号', 'Parcel', 16, ({ parcel }) => parcel?.parcelId ?? ''),
  column('text', '快递', 'Carrier', 14, ({ order, parcel }) => parcel?.carrier ?? order.carrier ?? ''),
  column(
    'code',
    '运单号',
    'Tracking number',
    22,
    ({ order, parcel }) => parcel?.trackingNumber ?? order.trackingNumber ?? '',
  ),
  column('text', '打包时间', 'Packed', 18, ({ parcel, sayTime }) => sayTime(parcel?.packedAt ?? null)),
  column('text', '发货时间', 'Shipped', 18, ({ parcel, sayTime }) => sayTime(parcel?.shippedAt ?? null)),
];
