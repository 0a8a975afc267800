// What a column means, told by its header and never by its place: merchants choose their columns, platforms move them.

/** Every meaning the readers know; the same word for both markets where it is the same thing. */
export type Meaning =
  | 'orderId'
  | 'lineId'
  | 'state'
  | 'stateDetail'
  | 'cancelKind'
  | 'afterSale'
  | 'preOrder'
  | 'skuId'
  | 'sellerSku'
  | 'bundleSku'
  | 'productId'
  | 'productName'
  | 'spec'
  | 'quantity'
  | 'price'
  | 'amount'
  | 'isGift'
  | 'orderedAt'
  | 'paidAt'
  | 'arrangedAt'
  | 'shippedAt'
  | 'shipByAt'
  | 'fulfilledBy'
  | 'tracking'
  | 'carrier'
  | 'express'
  | 'buyerNote'
  | 'sellerNote'
  | 'name'
  | 'phone'
  | 'country'
  | 'province'
  | 'city'
  | 'district'
  | 'street'
  | 'address'
  | 'addressMore'
  | 'zipcode'
  | 'packageId'
  | 'tags'
  | 'doorTag'
  | 'skuCode'
  | 'barcode'
  | 'bin'
  | 'stock'
  | 'weightGrams'
  | 'weightKilograms'
  | 'volumeMillilitres'
  | 'volumeLitres'
  | 'isDoorBound'
  | 'isFresh';

export type FileKind = 'tiktok-orders' | 'douyin-orders' | 'goods';

type Synonyms = Partial<Record<Meaning, readonly string[]>>;

/** Seller Center exports; misspellings are the platform's own. */
const tiktok: Synonyms = {
  orderId: ['Order ID', '订单号', '订单 ID'],
  state: ['Order Status', '订单状态'],
  stateDetail: ['Order Substatus', '订单子状态'],
  cancelKind: ['Cancelation/Return Type', 'Cancellation/Return Type', '取消/退货类型'],
  preOrder: ['Normal or Pre-order'],
  skuId: ['SKU ID'],
  sellerSku: ['Seller SKU', '卖家 SKU', '商家 SKU'],
  bundleSku: ['Virtual Bundle Seller SKU'],
  productId: ['Product ID'],
  productName: ['Product Name', '商品名称'],
  spec: ['Variation', '规格'],
  quantity: ['Quantity', '数量'],
  price: ['SKU Unit Original Price'],
  amount: ['SKU Subtotal After Discount'],
  orderedAt: ['Created Time', '创建时间'],
  paidAt: ['Paid Time', '支付时间'],
  arrangedAt: ['RTS Time'],
  shippedAt: ['Shipped Time'],
  fulfilledBy: ['Fulfillment Type'],
  tracking: ['Tracking ID', '运单号'],
  carrier: ['Shipping Provider Name', '物流商名称'],
  buyerNote: ['Buyer Message', '买家留言'],
  sellerNote: ['Seller Note', '卖家备注'],
  name: ['Recipient', '收件人'],
  phone: ['Phone #', '手机号'],
  country: ['Country', '国家'],
  province: ['State', 'Province', '省'],
  city: ['City', 'Regency and City', 'Post Town', '市'],
  district: ['District', 'Districts', '区'],
  street: ['Commune', 'Villages'],
  address: ['Detail Address', 'Address Line 1', '详细地址'],
  addressMore: ['Additional address information', 'Address Line 2', 'House Name or Number'],
  zipcode: ['Zipcode', '邮编'],
  packageId: ['Package ID', '包裹 ID'],
};

/** 抖店 back office; the tag columns are only there when the merchant asks for them. */
const douyin: Synonyms = {
  orderId: ['主订单编号', '订单编号', '主订单号'],
  lineId: ['子订单编号', '子订单号'],
  state: ['订单状态'],
  afterSale: ['售后状态', '退款状态'],
  productId: ['商品ID', '商品编号'],
  productName: ['选购商品', '商品名称', '商品标题'],
  spec: ['商品规格', '规格'],
  quantity: ['商品数量', '数量'],
  sellerSku: ['商家编码', '商家SKU编码', '规格编码'],
  price: ['商品单价'],
  amount: ['商品金额'],
  isGift: ['是否赠品', '赠品'],
  orderedAt: ['订单提交时间', '下单时间'],
  paidAt: ['支付完成时间', '支付时间', '付款时间'],
  shippedAt: ['发货时间'],
  shipByAt: ['承诺发货时间', '最晚发货时间', '预计发货时间'],
  express: ['快递信息'],
  tracking: ['快递单号', '运单号', '物流单号'],
  carrier: ['快递公司', '物流公司'],
  buyerNote: ['买家留言', '用户留言'],
  sellerNote: ['商家备注', '卖家备注'],
  name: ['收件人', '收货人', '收件人姓名'],
  phone: ['收件人手机号', '收件人电话', '手机号'],
  province: ['省', '省份'],
  city: ['市', '城市'],
  district: ['区', '区县'],
  street: ['街道', '乡镇街道'],
  address: ['详细地址', '收件地址', '收货地址'],
  tags: ['订单标签', '标签', '服务标签', '平台标签', '商品标签'],
  doorTag: ['送货上门', '音需达', '音尊达', '按需配送'],
};

const goods: Synonyms = {
  skuCode: ['SKU', 'SKU Code', 'Seller SKU', 'Item Code', '商品编码', '商家编码', 'SKU编码', '编码', '货号'],
  productName: ['Name', 'SKU Name', 'Product Name', 'Item Name', '商品名称', '名称', '品名'],
  spec: ['Spec', 'Variation', 'Specification', '规格', '商品规格'],
  barcode: ['Barcode', 'Barcodes', 'Bar Code', 'EAN', 'UPC', '条码', '商品条码', '条形码', '69码'],
  bin: ['Bin', 'Bin Code', 'Location', 'Shelf', '库位', '货位', '仓位'],
  stock: ['Stock', 'Quantity', 'Qty', 'On Hand', '库存', '库存数量', '数量'],
  weightGrams: [
    'Weight',
    'Weight (g)',
    'Weight in grams',
    'Weight grams',
    'Grams',
    '重量',
    '重量(克)',
    '重量(g)',
    '重量克',
    '克重',
  ],
  weightKilograms: ['Weight (kg)', 'Kilograms', '重量(千克)', '重量(kg)', '重量(公斤)'],
  volumeMillilitres: [
    'Volume',
    'Volume (ml)',
    'Volume (cm3)',
    'Volume (cc)',
    'Volume ml',
    'Volume in millilitres',
    'Volume in milliliters',
    'Millilitres',
    'Milliliters',
    '体积',
    '体积(毫升)',
    '体积(ml)',
    '体积毫升',
    '体积(立方厘米)',
    '体积(cm3)',
    '體積',
    '體積(毫升)',
    'Volumen',
    'Volumen (ml)',
    'Volumen (cm3)',
    'Thể tích',
    'Thể tích (ml)',
    'ปริมาตร',
    'ปริมาตร (มล.)',
  ],
  volumeLitres: [
    'Volume (l)',
    'Volume in litres',
    'Volume in liters',
    'Litres',
    'Liters',
    '体积(升)',
    '体积(l)',
    'Volumen (l)',
  ],
  isDoorBound: [
    'Door-bound',
    'Door bound',
    'Door delivery',
    '送货上门',
    '音需达',
    '绑定音需达',
    '上门绑定',
    '是否绑定',
  ],
  isFresh: ['Fresh', 'Is fresh', '生鲜', '是否生鲜'],
};

const dictionaries: ReadonlyArray<{
  readonly kind: FileKind;
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** Without these a file is not of this kind. */
  readonly mark: readonly Meaning[];
  readonly needed: readonly (readonly Meaning[])[];
}> = [
  {
    kind: 'tiktok-orders',
    meanings: dictionary(tiktok),
    mark: ['orderId'],
    needed: [['quantity'], ['sellerSku', 'skuId'], ['state', 'stateDetail']],
  },
  {
    kind: 'douyin-orders',
    meanings: dictionary(douyin),
    mark: ['orderId'],
    needed: [['quantity'], ['sellerSku', 'productId'], ['state']],
  },
  { kind: 'goods', meanings: dictionary(goods), mark: ['skuCode'], needed: [] },
];

function dictionary(synonyms: Synonyms): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>();
  for (const [meaning, headers] of Object.entries(synonyms)) {
    for (const header of headers) meanings.set(plainHeader(header), meaning as Meaning); // a key of Synonyms
  }
  return meanings;
}

/** How headers are compared: width, case, blanks, BOM and brackets around them do not count. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\s_]/gu, '')
    .toLowerCase();
}

export interface Column {
  /** As it stands in the file, trimmed. */
  readonly header: string;
  readonly meaning: Meaning | null;
}

export interface RecognisedColumns {
  readonly kind: FileKind;
  readonly columns: readonly Column[];
  /** Place of each meaning; where two columns mean the same the first one counts. */
  readonly places: ReadonlyMap<Meaning, readonly number[]>;
  readonly missing: readonly string[];
}

/**
 * What this row of cells says as a header row; undefined when it is none. An order file has its order id; what has a SKU
 * and something about it but no order id is a goods list.
 */
export function recogniseColumns(cells: readonly string[]): RecognisedColumns | undefined {
  let best: { score: number; recognised: RecognisedColumns } | undefined;
  for (const { kind, meanings, mark, needed } of dictionaries) {
    const columns: Column[] = [];
    const places = new Map<Meaning, number[]>();
    for (const [place, cell] of cells.entries()) {
      const meaning = meanings.get(plainHeader(cell)) ?? null;
      columns.push({ header: cell.replace(/\p{Cf}/gu, '').trim(), meaning });
      if (!meaning) continue;
      const known = places.get(meaning);
      if (known) known.push(place);
      else places.set(meaning, [place]);
    }
    if (!mark.every((meaning) => places.has(meaning)) || places.size < 2) continue;
    const missing = needed.filter((either) => !either.some((meaning) => places.has(meaning)));
    const score = places.size - missing.length * 3;
    if (!best || score > best.score) {
      best = {
        score,
        recognised: { kind, columns, places, missing: missing.map((either) => headerOf(kind, either)) },
      };
    }
  }
  return best?.recognised;
}

/** The first header by which a meaning is known, to name a column that is missing. */
function headerOf(kind: FileKind, either: readonly Meaning[]): string {
  const synonyms = kind === 'tiktok-orders' ? tiktok : kind === 'douyin-orders' ? douyin : goods;
  return either.map((meaning) => synonyms[meaning]?.[0] ?? meaning).join(' / ');
}
