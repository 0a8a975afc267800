// The states of export files in the words of each back office language. A word nobody knows is never guessed: the order shows as `unknown`.

import type { Hold, OrderState } from '../incoming-order.ts';

const words: Readonly<Record<Exclude<OrderState, 'unknown'>, readonly string[]>> = {
  unpaid: [
    'Unpaid',
    'ค้างชำระ',
    'ยังไม่ชำระเงิน',
    'ยังไม่ได้ชำระเงิน',
    'Belum dibayar',
    'Belum bayar',
    'Chưa thanh toán',
    '待付款',
    '待支付',
    '未付款',
    '未支付',
  ],
  'on-hold': [
    'On hold',
    'พักไว้',
    'ระงับ',
    'Ditahan',
    'Ditunda',
    'Tạm giữ',
    'Đang giữ',
    '保留中',
    '暂停发货',
    '冻结中',
    '待确认',
    '已支付',
    '风控中',
    '审核中',
  ],
  'to-ship': [
    'To ship',
    'Awaiting shipment',
    'Ready to ship',
    'ที่จะจัดส่ง',
    'ที่ต้องจัดส่ง',
    'รอการจัดส่ง',
    'รอจัดส่ง',
    'Perlu dikirim',
    'Menunggu pengiriman',
    'Akan dikirim',
    'Cần gửi',
    'Chờ gửi hàng',
    'Đang chờ vận chuyển',
    'Chờ vận chuyển',
    'Cần vận chuyển',
    '待发货',
    '备货中',
  ],
  'part-shipped': [
    'Partially shipped',
    'Partially shipping',
    'จัดส่งบางส่วน',
    'Dikirim sebagian',
    'Đã gửi một phần',
    '部分发货',
    '部分已发货',
  ],
  'awaiting-collection': [
    'Awaiting collection',
    'รอเข้ารับ',
    'รอรับสินค้า',
    'Menunggu pengambilan',
    'Menunggu penjemputan',
    'Menunggu diambil',
    'Chờ lấy hàng',
    'Đang chờ lấy hàng',
    '待揽收',
    '等待揽收',
  ],
  shipped: [
    'Shipped',
    'In transit',
    'จัดส่งแล้ว',
    'อยู่ระหว่างการขนส่ง',
    'อยู่ระหว่างขนส่ง',
    'ระหว่างการขนส่ง',
    'Dikirim',
    'Sedang transit',
    'Dalam perjalanan',
    'Đã vận chuyển',
    'Đã gửi',
    'Đã gửi hàng',
    'Đang vận chuyển',
    'Đang trung chuyển',
    '已发货',
    '运输中',
  ],
  finished: [
    'Delivered',
    'Completed',
    'จัดส่งสำเร็จ',
    'สำเร็จแล้ว',
    'เสร็จสมบูรณ์',
    'เสร็จสิ้น',
    'Terkirim',
    'Selesai',
    'Đã giao',
    'Đã giao hàng',
    'Đã hoàn tất',
    'Hoàn tất',
    'Hoàn thành',
    'Đã hoàn thành',
    '已送达',
    '已完成',
    '已收货',
    '交易成功',
  ],
  cancelled: [
    'Canceled',
    'Cancelled',
    'Cancel',
    'ยกเลิกแล้ว',
    'ยกเลิก',
    'Dibatalkan',
    'Đã hủy',
    'Đã huỷ',
    '已取消',
    '已关闭',
    '交易关闭',
  ],
};

const stateByWord = new Map<string, OrderState>();
for (const [state, texts] of Object.entries(words)) {
  for (const text of texts) {
    stateByWord.set(text, state as OrderState); // a key of `words`
    stateByWord.set(plainWord(text), state as OrderState);
  }
}

function plainWord(text: string): string {
  return text.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ');
}

/** The finer word decides where it is known, else the coarser one; undefined when neither is. */
export function stateOfWords(state: string, stateDetail: string): OrderState | undefined {
  const coarse = stateOfWord(state);
  if (coarse === 'cancelled' || coarse === 'unpaid' || coarse === 'on-hold') return coarse;
  return stateOfWord(stateDetail) ?? coarse;
}

/** As the file spells it first: thousands of rows carry the same few words. */
function stateOfWord(text: string): OrderState | undefined {
  return stateByWord.get(text) ?? stateByWord.get(plainWord(text));
}

/** TikTok's `Cancelation/Return Type`: empty, `Cancel`, `Return/Refund`, in five languages. */
export function holdOfCancelKind(text: string): Hold | null {
  if (text === '' || text === '-') return null;
  return /cancel|batal|hủy|huỷ|ยกเลิก|取消/iu.test(text.normalize('NFC'))
    ? 'cancel-requested'
    : 'refund-requested';
}

/** 抖店's 售后状态. Whatever is not known to be over counts as under way: such an order is never picked. */
export function holdOfAfterSale(text: string): Hold | null {
  if (text === '' || text === '-' || text === '无' || text === '无售后') return null;
  if (/关闭|撤销|撤回|拒绝|驳回|取消申请|失败/.test(text)) return null;
  if (/成功|已退款|完成|全额退款/.test(text)) return 'refunded';
  return 'refund-requested';
}

const progress: readonly OrderState[] = [
  'unpaid',
  'on-hold',
  'to-ship',
  'part-shipped',
  'awaiting-collection',
  'shipped',
  'finished',
];

/** The state of an order whose lines stand differently: cancelled lines do not count, shipped beside unshipped is part-shipped. */
export function stateOfLines(states: readonly OrderState[]): OrderState {
  const living = states.filter((state) => state !== 'cancelled');
  if (living.length === 0) return 'cancelled';
  if (living.includes('unknown')) return 'unknown';
  const hasLeft = living.some((state) => state === 'shipped' || state === 'finished');
  const isWaiting = living.some((state) => state === 'to-ship' || state === 'awaiting-collection');
  if (hasLeft && isWaiting) return 'part-shipped';
  return living.reduce((least, state) => (progress.indexOf(state) < progress.indexOf(least) ? state : least));
}
