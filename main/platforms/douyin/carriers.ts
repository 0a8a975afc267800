// The carriers of Douyin: by the platform's code when it is spoken to, by their Chinese name everywhere else. The platform's own list
// is the truth; the names here only bridge the time until it was read, and stay what an order was called by.

import { z } from 'zod';
import { askedAgain, type DouyinClient } from './douyin-client.ts';

const builtIn: Readonly<Record<string, string>> = {
  shunfeng: '顺丰速运',
  shunfengkuaiyun: '顺丰快运',
  zhongtong: '中通快递',
  yuantong: '圆通速递',
  yunda: '韵达快递',
  shentong: '申通快递',
  jd: '京东快递',
  jtexpress: '极兔速递',
  youzhengguonei: '邮政快递包裹',
  ems: 'EMS',
  youzhengbk: '邮政标准快递',
  debangkuaidi: '德邦快递',
  debangwuliu: '德邦物流',
};

const listed = z.array(z.object({ name: z.string(), code: z.string() }));

export interface Carriers {
  /** By name, as orders and parcels carry it. */
  nameOf(code: string): string;
  /** The code of a name or code as a person or an order writes it; undefined when the platform has no such carrier. */
  codeOf(text: string): Promise<string | undefined>;
}

const keptMs = 60 * 60_000;

export function createCarriers(client: Pick<DouyinClient, 'read'>, now: () => number): Carriers {
  let known: { readonly at: number; readonly names: ReadonlyMap<string, string> } | undefined;
  let asking: Promise<ReadonlyMap<string, string>> | undefined;

  /** Who asks meanwhile waits for the same answer. */
  function readList(): Promise<ReadonlyMap<string, string>> {
    if (known && now() - known.at < keptMs) return Promise.resolve(known.names);
    asking ??= askedAgain(() => client.read('order.logisticsCompanyList', {}, listed))
      .then((carriers) => {
        const names = new Map(carriers.map(({ code, name }) => [code, name]));
        known = { at: now(), names };
        return names;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  return {
    nameOf: (code) => builtIn[code] ?? known?.names.get(code) ?? code,
    async codeOf(text) {
      const names = new Map([...Object.entries(builtIn), ...(await readList())]);
      const wanted = plain(text);
      if (wanted === '') return undefined;
      const all = [...names].map(([code, name]) => ({ code, name: plain(name) }));
      // 中通 and 中通快递 are one; of several that begin alike (顺丰, 顺丰快运) the shorter name is the carrier itself.
      all.sort((one, other) => one.name.length - other.name.length);
      const own = Object.entries(builtIn).find(([, name]) => plain(name) === wanted)?.[0];
      return (
        all.find(({ code }) => code === wanted)?.code ??
        all.find(({ name }) => name === wanted)?.code ??
        own ??
        all.find(({ name }) => isAlike(name, wanted))?.code
      );
    },
  };
}

function isAlike(name: string, wanted: string): boolean {
  const stem = (text: string) => text.replace(/(速递|速运|快递|快运|物流|express|包裹)$/i, '');
  return stem(name) === stem(wanted) && /\p{L}/u.test(stem(wanted));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
}
