// Why a row was not understood and what to do about it, in both languages, for the report that leaves as a file. Screens
// have the same sentences in their own text files.

import type { Fact } from '../basics/refusal.ts';

interface Words {
  readonly 'zh-CN': readonly [reason: string, whatToDo: string];
  readonly en: readonly [reason: string, whatToDo: string];
}

export const problemWords: Readonly<Record<string, Words>> = {
  'import.row.order-id': {
    'zh-CN': ['订单号不是 15 到 20 位数字', '在后台核对这一行的订单号，重新导出'],
    en: ['The order number is not 15 to 20 digits', 'Check this row in the back office and export again'],
  },
  'import.row.sku-missing': {
    'zh-CN': ['没有商家编码，也没有 SKU 编号', '在后台给商品补上商家编码，再导出'],
    en: [
      'No seller SKU and no SKU id',
      'Give the product a seller SKU in the back office, then export again',
    ],
  },
  'import.row.quantity': {
    'zh-CN': ['数量必须是 1 或更大的整数', '核对这一行的数量'],
    en: ['The quantity must be a whole number of 1 or more', 'Check the quantity of this row'],
  },
  'import.row.state': {
    'zh-CN': ['不认识的订单状态；订单已导入，但不会排进包裹', '在后台查看此单；把这个状态告诉我们'],
    en: [
      'A status nobody here knows; the order is in but will not be planned',
      'Look at the order in the back office and tell us this status',
    ],
  },
  'import.row.time': {
    'zh-CN': ['时间看不懂，已留空；订单已导入', '核对文件里的时间格式'],
    en: [
      'The time could not be read and was left blank; the order is in',
      'Check how times are written in the file',
    ],
  },
  'import.row.repeated': {
    'zh-CN': ['同一行出现了两次，只算一次', '不用处理'],
    en: ['The same line is there twice and counts once', 'Nothing to do'],
  },
  'import.row.conflicting-line': {
    'zh-CN': ['同一订单同一商品有两行，内容不一致，整单未导入', '在后台核对订单 {{orderId}}，重新导出'],
    en: [
      'Two rows of one order and SKU say different things; the order was left out',
      'Check order {{orderId}} in the back office and export again',
    ],
  },
  'import.row.conflicting-recipient': {
    'zh-CN': ['同一订单的收件人不一致，整单未导入', '在后台核对订单 {{orderId}} 的收件人，重新导出'],
    en: [
      'One order has two different recipients; it was left out',
      'Check the recipient of order {{orderId}} and export again',
    ],
  },
  'import.row.order-incomplete': {
    'zh-CN': ['同一订单的第 {{badRow}} 行有问题，整单未导入，以免少发', '先处理第 {{badRow}} 行，再导入一次'],
    en: [
      'Row {{badRow}} of the same order is bad; the whole order was left out so that nothing is missing from the parcel',
      'Mend row {{badRow}} and import again',
    ],
  },
  'import.row.joined': {
    'zh-CN': ['一行里合并了多个商品，分不清各几件，整单未导入', '导出时选择按商品（子订单）一行，再导入'],
    en: [
      'Several products share one row and their quantities cannot be told apart',
      'Export with one row per product and import again',
    ],
  },
  'import.row.not-ours': {
    'zh-CN': ['此单由平台仓发货，不在这里打包', '不用处理'],
    en: ['The platform ships this order itself', 'Nothing to do'],
  },
  'import.row.repeated-sku': {
    'zh-CN': ['此编码与第 {{firstRow}} 行完全相同，只算一次', '不用处理'],
    en: ['The same as row {{firstRow}}; counts once', 'Nothing to do'],
  },
  'import.row.conflicting-sku': {
    'zh-CN': ['编码 {{skuCode}} 已在第 {{firstRow}} 行出现，内容不同，只取第一行', '留下正确的一行，再导入'],
    en: [
      '{{skuCode}} stands in row {{firstRow}} already with other values; the first row counts',
      'Keep the row that is right and import again',
    ],
  },
  'import.row.barcode-twice': {
    'zh-CN': ['条码 {{barcode}} 已属于 {{otherSku}}，扫描时分不清', '给其中一个换条码，再导入'],
    en: [
      'Barcode {{barcode}} already belongs to {{otherSku}}; a scan could not tell them apart',
      'Give one of them another barcode and import again',
    ],
  },
  'import.row.stock': {
    'zh-CN': ['库存必须是 0 或更大的整数', '核对库存'],
    en: ['The stock must be a whole number of 0 or more', 'Check the stock'],
  },
  'import.row.weight': {
    'zh-CN': ['重量必须是 0 到 100 公斤之间的数字', '核对重量和单位'],
    en: ['The weight must be a number between 0 and 100 kg', 'Check the weight and its unit'],
  },
  'import.row.volume': {
    'zh-CN': ['体积必须是 0 到 1000 升之间的数字', '核对体积和单位'],
    en: ['The volume must be a number between 0 and 1,000 litres', 'Check the volume and its unit'],
  },
  'import.row.yes-no': {
    'zh-CN': ['这里要填“是”或“否”', '改成“是”或“否”'],
    en: ['This must be yes or no', 'Write yes or no'],
  },
};

/** The sentence with its blanks filled. */
export function fillBlanks(sentence: string, facts: Readonly<Record<string, Fact>>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_blank, name: string) => String(facts[name] ?? ''));
}
