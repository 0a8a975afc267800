// Export files as shops download them, seeded: the same seed writes the same file. All people and places in them are invented.

import { xlsxOf } from './zip-files.ts';

export type Rows = readonly (readonly string[])[];

/** As Seller Center writes it for the US: the blank before `Virtual` is the platform's own. */
export const tiktokUsHeader: readonly string[] =
  'Order ID|Order Status|Order Substatus|Cancelation/Return Type|Normal or Pre-order|SKU ID|Seller SKU|Product ID|Product Name|Variation| Virtual Bundle Seller SKU|Quantity|Sku Quantity of return|SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Seller Discount|SKU Subtotal After Discount|Shipping Fee After Discount|Original Shipping Fee|Shipping Fee Seller Discount|Co-Funded Shipping Fee Discount|Shipping Fee Platform Discount|Payment platform discount|Retail Delivery Fee|Taxes|Order Amount|Order Refund Amount|Created Time|Paid Time|RTS Time|Shipped Time|Delivered Time|Cancelled Time|Cancel By|Cancel Reason|Fulfillment Type|Warehouse Name|Tracking ID|Delivery Option Type|Delivery Option|Shipping Provider Name|Buyer Message|Buyer Nickname|Buyer Username|Recipient|Phone #|Country|State|City|Zipcode|Address Line 1|Address Line 2|Delivery Instruction|Payment Method|Weight(kg)|Product Category|Package ID|Seller Note|Shipping Information|Combined Listing|Order Channel|Creator Handle'.split(
    '|',
  );

export const tiktokIndonesiaHeader: readonly string[] =
  'Order ID|Order Status|Order Substatus|Cancelation/Return Type|Normal or Pre-order|SKU ID|Seller SKU|Product Name|Variation|Quantity|Sku Quantity of return|SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Seller Discount|SKU Subtotal After Discount|Shipping Fee After Discount|Original Shipping Fee|Shipping Fee Seller Discount|Shipping Fee Platform Discount|Distance Shipping Fee|Distance Fee|Order Refund Amount|Payment platform discount|Buyer Service Fee|Handling Fee|Shipping Insurance|Item Insurance|Order Amount|Created Time|Paid Time|RTS Time|Shipped Time|Delivered Time|Cancelled Time|Cancel By|Cancel Reason|Fulfillment Type|Warehouse Name|Tracking ID|Delivery Option|Shipping Provider Name|Buyer Message|Buyer Username|Recipient|Phone #|Zipcode|Country|Province|Regency and City|Districts|Villages|Detail Address|Additional address information|Payment Method|Weight(kg)|Product Category|Package ID|Purchase Channel|Seller Note|Checked Status|Checked Marked by|Tokopedia Invoice Number'.split(
    '|',
  );

/** The row that explains the columns in prose, second in many XLSX exports. */
const tiktokDescriptions: Readonly<Record<string, string>> = {
  'Order ID': 'Platform unique order ID.',
  'Order Status': 'Current order status.',
  'Cancelation/Return Type': 'The filed to explain the order is in cancellation or in return/refund.',
  'SKU ID': 'Platform SKU ID.',
  'Seller SKU': 'Seller sku input by the seller in the product system.',
  'Product Name': 'Platform product name.',
  Variation: 'Platform SKU variation',
  Quantity: 'SKU sold quantity in the order.',
};

export const douyinHeader: readonly string[] =
  '主订单编号|子订单编号|选购商品|商品规格|商品数量|商品ID|商家编码|商品金额|订单应付金额|运费|平台优惠|收件人|收件人手机号|详细地址|订单提交时间|支付完成时间|订单完成时间|发货时间|支付方式|买家留言|商家备注|旗帜颜色|订单状态|售后状态|取消原因|快递信息|达人ID|达人昵称'.split(
    '|',
  );

export const goodsHeader: readonly string[] = [
  'SKU',
  '商品名称',
  '条码',
  '库位',
  '库存',
  '重量(克)',
  '送货上门',
  '生鲜',
];

/** Rows of a header by column name; what is not named stays blank. */
export function rowsOf(
  header: readonly string[],
  records: readonly Readonly<Record<string, string>>[],
): Rows {
  const places = new Map(header.map((name, place) => [name, place]));
  return records.map((record) => {
    const cells = new Array<string>(header.length).fill('');
    for (const [name, value] of Object.entries(record)) {
      const place = places.get(name);
      if (place === undefined) throw new Error(`no column ${name}`);
      cells[place] = value;
    }
    return cells;
  });
}

/** RFC 4180 with CRLF; with a BOM unless told otherwise, as both back offices write it. */
export function csvOf(rows: Rows, options: { bom?: boolean; delimiter?: string } = {}): string {
  const { bom = true, delimiter = ',' } = options;
  const quoted = (cell: string) => (/["\n\r,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `${bom ? '\uFEFF' : ''}${rows.map((cells) => cells.map(quoted).join(delimiter)).join('\r\n')}\r\n`;
}

/** Mulberry32: small, seeded, good enough to look like a morning. */
function seededNumbers(seed: number) {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  return {
    next,
    below: (count: number) => Math.floor(next() * count),
    pick<Value>(values: readonly Value[]): Value {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}

const things = [
  '马克杯 Mug',
  '帆布袋 Tote',
  '棒球帽 Cap',
  '毛巾 Towel',
  '台灯 Lamp',
  '蓝牙音箱 Speaker',
  '冻干草莓 Berries',
  '棉袜 Socks',
];
const colours = ['红 Red', '蓝 Blue', '绿 Green', '黑 Black', '白 White'];
const sizes = ['S', 'M', 'L'];

export interface FileSku {
  readonly skuCode: string;
  readonly name: string;
  readonly spec: string;
  readonly barcode: string;
  readonly bin: string;
  readonly stock: number;
  readonly grams: number;
  readonly isDoorBound: boolean;
  readonly isFresh: boolean;
}

/** 120 SKUs: 8 things in 5 colours and 3 sizes. */
function fileSkus(seed = 1): FileSku[] {
  const numbers = seededNumbers(seed);
  return things.flatMap((thing, thingAt) =>
    colours.flatMap((colour, colourAt) =>
      sizes.map((size, sizeAt) => {
        const place = thingAt * 15 + colourAt * 3 + sizeAt;
        return {
          skuCode: `T${thingAt + 1}-C${colourAt + 1}-${size}`,
          name: thing,
          spec: `${colour} ${size}`,
          barcode: ean13(`29000000${String(place).padStart(4, '0')}`),
          bin: `${'ABCD'.charAt(thingAt % 4)}-${String(1 + colourAt * 3 + sizeAt).padStart(2, '0')}-${1 + (thingAt % 3)}-${1 + numbers.below(4)}`,
          stock: 200 + numbers.below(400),
          grams: 80 + numbers.below(900),
          isDoorBound: thingAt % 4 === 1,
          isFresh: thing.startsWith('冻干'),
        };
      }),
    ),
  );
}

function goodsRows(skus: readonly FileSku[]): Rows {
  return [
    goodsHeader,
    ...skus.map((sku) => [
      sku.skuCode,
      `${sku.name} ${sku.spec}`,
      sku.barcode,
      sku.bin,
      String(sku.stock),
      String(sku.grams),
      sku.isDoorBound ? '是' : '否',
      sku.isFresh ? '是' : '否',
    ]),
  ];
}

function ean13(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

interface Buyer {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly street: string;
}

function buyerOf(at: number, market: 'tiktok' | 'douyin'): Buyer {
  if (market === 'douyin') {
    const family = '赵钱孙李周吴郑王冯陈'.charAt(at % 10);
    return {
      name: `${family}${'安宁乐康福喜平和顺祥'.charAt(Math.floor(at / 10) % 10)}${'一二三四五六七八九十'.charAt(Math.floor(at / 100) % 10)}`,
      phone: `1990000${String(at).padStart(4, '0')}`,
      province: '云上省',
      city: '示例市',
      street: `样板区虚构路${(at % 900) + 1}号${(at % 30) + 1}室`,
    };
  }
  return {
    name: `${['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hana'][at % 8]} ${['Sample', 'Example', 'Fiction', 'Model'][Math.floor(at / 8) % 4]}son${at}`,
    phone: `(+1)555010${String(at).padStart(4, '0')}`,
    province: 'Examplia',
    city: 'Sampleton',
    street: `${(at % 900) + 1} Invented Street`,
  };
}

export interface OrderFileOptions {
  /** Orders, not rows: about every fifth has two or three lines. */
  readonly orders: number;
  readonly seed?: number;
  /** Exactly one line each: then rows and orders are the same number. */
  readonly singleLines?: boolean;
  /** The moment of the newest order. */
  readonly until?: number;
  /** Tracking IDs of the platform, as after "arrange shipment". */
  readonly withTracking?: boolean;
}

/** 2026-09-22 01:00 UTC, as the builders' clock stands. */
const aMorningMs = Date.UTC(2026, 8, 22, 1, 0, 0);

interface MadeOrder {
  readonly orderId: string;
  readonly at: number;
  readonly buyer: Buyer;
  readonly lines: readonly { readonly sku: FileSku; readonly quantity: number }[];
  readonly tracking: string;
  readonly note: string;
}

function makeOrders(market: 'tiktok' | 'douyin', options: OrderFileOptions): MadeOrder[] {
  const numbers = seededNumbers(options.seed ?? 1);
  const skus = fileSkus(options.seed ?? 1);
  const until = options.until ?? aMorningMs;
  const idStart = market === 'tiktok' ? 576_400_000_000_000n : 692_600_000_000_000n;
  const buyers = Math.max(1, Math.floor(options.orders * 0.85));
  return Array.from({ length: options.orders }, (_, at) => {
    const lineCount = options.singleLines || numbers.next() > 0.2 ? 1 : 2 + numbers.below(2);
    const first = numbers.below(skus.length);
    return {
      orderId: `${idStart + BigInt(at) * 977n}${String(1_000 + ((at * 37) % 9_000)).padStart(4, '1')}`.slice(
        0,
        19,
      ),
      at: until - 60_000 * (20 + numbers.below(60 * 30)),
      buyer: buyerOf(at < buyers ? at : numbers.below(buyers), market),
      lines: Array.from({ length: lineCount }, (_none, line) => ({
        sku: skus[(first + line * 7) % skus.length] ?? (skus[0] as FileSku), // the list is never empty
        quantity: 1 + (numbers.next() < 0.15 ? numbers.below(3) : 0),
      })),
      tracking: `${market === 'tiktok' ? '9400109' : 'YT88'}${String(100_000_000 + at * 7 + (options.seed ?? 1))}`,
      note: numbers.next() < 0.05 ? '请轻放 Please handle with care' : '',
    };
  });
}

export function tiktokUsRows(options: OrderFileOptions): Rows {
  const records = makeOrders('tiktok', options).flatMap((order) =>
    order.lines.map(({ sku, quantity }, line) => ({
      'Order ID': `${order.orderId}\t`,
      'Order Status': 'To ship',
      'Order Substatus': options.withTracking ? 'Awaiting collection' : 'Awaiting shipment',
      'Normal or Pre-order': 'Normal',
      'SKU ID': `17290000000000${String(1_000 + skuNumber(sku)).padStart(5, '0')}\t`,
      'Seller SKU': sku.skuCode,
      'Product ID': `172900000000000000${line}\t`,
      'Product Name': sku.name,
      Variation: sku.spec,
      Quantity: String(quantity),
      'Sku Quantity of return': '0',
      'SKU Unit Original Price': '19.90',
      'SKU Subtotal Before Discount': (19.9 * quantity).toFixed(2),
      'SKU Subtotal After Discount': (19.9 * quantity).toFixed(2),
      'Order Amount': '24.89',
      'Created Time': `${usTime(order.at)}\t`,
      'Paid Time': `${usTime(order.at + 60_000)}\t`,
      ...(options.withTracking
        ? { 'RTS Time': `${usTime(order.at + 600_000)}\t`, 'Tracking ID': `${order.tracking}\t` }
        : {}),
      'Fulfillment Type': 'Fulfillment by seller',
      'Warehouse Name': 'Example Warehouse',
      'Delivery Option': 'Standard shipping',
      'Shipping Provider Name': 'Example Parcel Post',
      'Buyer Message': order.note,
      'Buyer Username': `buyer_${order.buyer.phone.slice(-4)}`,
      Recipient: order.buyer.name,
      'Phone #': order.buyer.phone,
      Country: 'United States',
      State: order.buyer.province,
      City: order.buyer.city,
      Zipcode: '00000\t',
      'Address Line 1': order.buyer.street,
      'Payment Method': 'Credit card',
      'Weight(kg)': (sku.grams / 1000).toFixed(3),
      'Product Category': 'Home, Living',
      'Package ID': `1152${order.orderId.slice(4)}\t`,
      'Order Channel': 'TikTok Shop',
    })),
  );
  return [tiktokUsHeader, ...rowsOf(tiktokUsHeader, records)];
}

/** With tags on every tenth order when `withTags`: then the merchant has chosen that column. */
function douyinRows(options: OrderFileOptions & { readonly withTags?: boolean }): Rows {
  const header = options.withTags ? [...douyinHeader, '订单标签'] : douyinHeader;
  const records = makeOrders('douyin', options).flatMap((order, at) =>
    order.lines.map(({ sku, quantity }, line) => ({
      主订单编号: `\t${order.orderId}`,
      子订单编号: `\t${BigInt(order.orderId) + BigInt(line)}`,
      选购商品: sku.name,
      商品规格: sku.spec,
      商品数量: String(quantity),
      商品ID: `\t37000000000000${String(skuNumber(sku)).padStart(5, '0')}`,
      商家编码: sku.skuCode,
      商品金额: (19.9 * quantity).toFixed(2),
      订单应付金额: '24.90',
      运费: '0.00',
      平台优惠: '0.00',
      收件人: order.buyer.name,
      收件人手机号: `\t${order.buyer.phone}`,
      详细地址: `${order.buyer.province}${order.buyer.city}${order.buyer.street}`,
      订单提交时间: chinaTime(order.at),
      支付完成时间: chinaTime(order.at + 60_000),
      订单完成时间: '-',
      发货时间: '-',
      支付方式: '微信',
      买家留言: order.note || '-',
      商家备注: '-',
      旗帜颜色: '灰色',
      订单状态: '待发货',
      售后状态: '-',
      取消原因: '-',
      快递信息: options.withTracking ? `${order.tracking}-圆通速递` : '-',
      达人ID: '-',
      达人昵称: '-',
      ...(options.withTags ? { 订单标签: at % 10 === 0 ? '音需达' : '-' } : {}),
    })),
  );
  return [header, ...rowsOf(header, records)];
}

function skuNumber(sku: FileSku): number {
  return Number(sku.barcode.slice(8, 12));
}

function usTime(at: number): string {
  const text = new Date(at).toLocaleString('en-US', {
    timeZone: 'America/Los_Angeles',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: true,
  });
  return text.replace(',', '').replaceAll('\u202F', ' ');
}

function chinaTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

export interface MorningFile {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly goodsFileName: string;
  readonly goodsBytes: Buffer;
  readonly orderCount: number;
}

/** The order file of one morning with the goods list that belongs to it. */
export function morningFile(
  market: 'tiktok' | 'douyin' = 'tiktok',
  options: Partial<OrderFileOptions> = {},
): MorningFile {
  const whole = { orders: 1_200, seed: 7, withTracking: true, ...options };
  const rows = market === 'tiktok' ? tiktokUsRows(whole) : douyinRows({ ...whole, withTags: true });
  return {
    fileName: market === 'tiktok' ? 'To Ship order-2026-09-22.csv' : '订单导出-20260922.csv',
    bytes: Buffer.from(csvOf(rows)),
    goodsFileName: '商品清单.csv',
    goodsBytes: Buffer.from(csvOf(goodsRows(fileSkus(whole.seed)))),
    orderCount: whole.orders,
  };
}

/** The benchmark's file: rows and orders are the same number. */
export function benchFile(rows = 15_000, seed = 3): Buffer {
  return Buffer.from(csvOf(tiktokUsRows({ orders: rows, seed, singleLines: true })));
}

/** The TikTok export as XLSX with every oddity of the real one. */
export function oddXlsx(rows: Rows): Buffer {
  const [header = [], ...rest] = rows;
  const described = header.map((name) => tiktokDescriptions[name] ?? '');
  return xlsxOf([header, described, ...rest], { rowPerCell: true, dimension: 'A1:A1', part: 'sheet2.xml' });
}
