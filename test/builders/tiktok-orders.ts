// Orders as TikTok Shop's interface tells them, in its own shape, and a client that answers from a list. Nobody's real data.

import { Fault } from '../../main/basics/fault.ts';
import type { TiktokAnswer, TiktokCall, TiktokClient } from '../../main/platforms/tiktok/tiktok-client.ts';
import { parseTiktokOrder, type TiktokOrder } from '../../main/platforms/tiktok/tiktok-order.ts';

type Told = Readonly<Record<string, unknown>>;

/** One piece. */
export function aPiece(told: Told = {}): Told {
  return {
    id: '577086512123750001',
    sku_id: '1729382476852921560',
    seller_sku: 'TEA-0001 ',
    product_name: 'Example tea',
    sku_name: '250 g',
    display_status: 'AWAITING_SHIPMENT',
    package_id: '1153132168123859123',
    is_gift: false,
    sale_price: '12.50',
    ...told,
  };
}

/** As it comes; `line_items` default to one piece. */
export function aTold(told: Told = {}): Told {
  return {
    id: '577086512123755123',
    status: 'AWAITING_SHIPMENT',
    fulfillment_type: 'FULFILLMENT_BY_SELLER',
    shipping_type: 'TIKTOK',
    create_time: 1_790_000_000,
    paid_time: 1_790_000_060,
    update_time: 1_790_000_100,
    rts_sla_time: 1_790_100_000,
    recipient_address: {
      name: 'A** E******',
      phone_number: '(+00)555****01',
      full_address: 'Kota Contoh, ****',
      district_info: [{ address_name: 'Negara Contoh' }, { address_name: 'Kota Contoh' }],
    },
    line_items: [aPiece()],
    ...told,
  };
}

export function aTiktokOrder(told: Told = {}): TiktokOrder {
  const order = parseTiktokOrder(aTold(told));
  if (!order.isRead) throw new Error(`unreadable: ${order.place}`);
  return order.value;
}

/** Answers each call by its path; what is not foreseen is refused as an invalid path. Keeps what was asked. */
export function cannedClient(answers: Readonly<Record<string, (call: TiktokCall) => unknown>>) {
  const asked: TiktokCall[] = [];
  async function ask(call: TiktokCall): Promise<TiktokAnswer> {
    asked.push(call);
    const found = Object.entries(answers).find(([path]) => call.path.endsWith(path));
    const data = found?.[1](call);
    const no = data as { readonly refusedBy?: number } | undefined; // a test's own way to say no
    if (no?.refusedBy !== undefined) return { code: no.refusedBy, message: 'no', requestId: 'r', data: null };
    return found
      ? { code: 0, message: 'Success', requestId: 'r', data }
      : { code: 36009009, message: 'Invalid path', requestId: 'r', data: null };
  }
  const client: TiktokClient = {
    ask,
    async read(call, schema) {
      const { code, data } = await ask(call);
      if (code === 105005) throw new Fault('platform.scope-missing', 'never', { code });
      if (code !== 0) throw new Fault('platform.refused-us', 'later', { code });
      return schema.parse(data);
    },
    download: async () => new Uint8Array(),
  };
  return { client, asked };
}
