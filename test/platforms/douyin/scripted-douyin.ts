// The adapter of one Douyin shop whose far side is written down in the test: each method has its answer. What was asked is kept.

import type { ShopId } from '../../../main/basics/ids.ts';
import { createDouyinPlatform } from '../../../main/platforms/douyin/douyin-platform.ts';
import type { DouyinLink } from '../../../main/platforms/link.ts';
import type { Platform } from '../../../main/platforms/platform.ts';
import { parseLosslessJson } from '../../../main/platforms/web/lossless-json.ts';
import type { WebClient } from '../../../main/platforms/web/web-client.ts';
import { type SettingName, settingSpecs } from '../../../main/settings/setting.ts';
import { type MovedClock, movedClock } from '../../builders/moved-clock.ts';
import { seededRandom } from '../../builders/test-station.ts';

export interface Asked {
  readonly method: string;
  readonly params: Record<string, unknown>;
  readonly query: URLSearchParams;
}

/** The envelope, or only the data of a yes; a fault is thrown. */
export type Script = Record<string, (params: Record<string, unknown>, count: number) => unknown>;

export interface ScriptedDouyin extends Platform {
  readonly clock: MovedClock;
  readonly asked: Asked[];
  readonly slowed: number[];
  readonly link: () => DouyinLink;
  readonly secrets: Map<string, string>;
  methods(): string[];
}

const aLink: DouyinLink = {
  platform: 'douyin',
  gateway: 'http://127.0.0.1:1',
  appKey: '3409409348479354011',
  appKind: 'self',
  platformShopId: '323423',
  serviceId: '',
  senderName: '发货处',
  senderPhone: '13900000000',
  carriers: [],
  relay: null,
};

export const no = (code: number, subCode: string, message = '平台说不行') => ({
  code,
  sub_code: subCode,
  sub_msg: message,
  log_id: 'LOG-1',
});

const tokenYes = () => ({
  access_token: 'token-1',
  expires_in: 604800,
  refresh_token: 'refresh-1',
  shop_id: 323423,
  shop_name: '茶铺',
});

export function scriptedDouyin(script: Script, link: Partial<DouyinLink> = {}): ScriptedDouyin {
  const clock = movedClock();
  const asked: Asked[] = [];
  const slowed: number[] = [];
  const secrets = new Map([['app-secret', 'the secret']]);
  const counts = new Map<string, number>();
  let kept: DouyinLink = { ...aLink, ...link };
  const answers: Script = {
    'token.create': tokenYes,
    'order.logisticsCompanyList': () => [
      { id: 7, name: '圆通快递', code: 'yuantong' },
      { id: 8, name: '中通快递', code: 'zhongtong' },
      { id: 9, name: '申通快递', code: 'shentong' },
    ],
    ...script,
  };
  const web: WebClient = {
    turn: async () => {},
    async send({ url, body }) {
      const { pathname, searchParams: query } = new URL(url);
      const method = pathname.slice(1).replaceAll('/', '.');
      const params = JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>; // written by the adapter
      asked.push({ method, params, query });
      const count = counts.get(method) ?? 0;
      counts.set(method, count + 1);
      const answer = answers[method]?.(params, count);
      if (answer === undefined) throw new Error(`nobody wrote down what ${method} answers`);
      const told =
        typeof answer === 'object' && answer !== null && 'code' in answer && 'log_id' in answer
          ? answer
          : { code: 10000, msg: 'success', log_id: 'LOG-0', data: answer };
      const text = typeof answer === 'string' ? answer : JSON.stringify(told);
      return { status: 200, headers: {}, bytes: new Uint8Array(), json: parseLosslessJson(text) };
    },
    clockOffsetMs: () => null,
    slowDown: (_lane, afterMs) => slowed.push(afterMs),
    stop() {},
  };
  const platform = createDouyinPlatform({
    shopId: 'shop-1' as ShopId,
    link: kept,
    saveLink(changed) {
      kept = changed;
    },
    secrets: {
      read: (_shopId, name) => secrets.get(name),
      has: (_shopId, name) => secrets.has(name),
      write: (_shopId, name, value) => void secrets.set(name, value),
    },
    web,
    clock,
    settings: { get: (name: SettingName) => settingSpecs[name].byDefault as never }, // each name with its own default
    random: seededRandom(),
    log: { info() {}, warn() {} },
  });
  return {
    ...platform,
    clock,
    asked,
    slowed,
    secrets,
    link: () => kept,
    methods: () => asked.map(({ method }) => method),
  };
}

/** A line of an order as the platform tells it. */
export function aSkuOrder(told: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    order_id: '6920000000000000011',
    parent_order_id: '6920000000000000001',
    product_name: '龙井茶 100g',
    sku_id: 1700000000000001,
    spec: [{ name: '规格', value: '100g' }],
    code: 'TEA-100',
    item_num: 2,
    goods_price: 4900,
    order_status: 2,
    given_product_type: 'MASTER',
    ...told,
  };
}

/** An order as the platform tells it: paid, to be packed, one line. */
export function aDouyinOrder(told: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    order_id: '6920000000000000001',
    order_status: 2,
    order_status_desc: '待发货',
    order_type: 0,
    create_time: 1767225600,
    pay_time: 1767225660,
    update_time: 1767225700,
    exp_ship_time: 1767398460,
    buyer_words: '请包好',
    seller_words: '',
    post_addr: {
      province: { name: '浙江省', id: '33' },
      city: { name: '杭州市', id: '3301' },
      town: { name: '西湖区', id: '330106' },
      street: { name: '灵隐街道', id: '330106001' },
      encrypt_detail: '##c2VjcmV0*MTIz#1##',
    },
    encrypt_post_receiver: '##bmFtZQ*MTIz#1##',
    encrypt_post_tel: '$$dGVs*MTIz$1$$',
    mask_post_receiver: '王**',
    mask_post_tel: '1********35',
    mask_post_addr: { detail: '某某路**号' },
    open_address_id: '#address-1',
    shop_order_tag_ui: [],
    sku_order_list: [aSkuOrder()],
    ...told,
  };
}
