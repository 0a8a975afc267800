// What the print component is handed for a Douyin label: the platform's sealed data, its template, and a question for the key that is
// signed when it is printed and never before. Printing a Douyin label needs the network.

import { z } from 'zod';
import { hourMs } from '../../basics/clock.ts';
import { Fault } from '../../basics/fault.ts';
import type { ComponentPrintData, LabelledParcel } from '../platform.ts';
import type { TokenKeeper } from '../web/token-keeper.ts';
import type { Carriers } from './carriers.ts';
import { printDataLater } from './codes.ts';
import type { DouyinClient } from './douyin-client.ts';
import type { SignedSender } from './send-signed.ts';

const applied = z.object({
  waybill_infos: z
    .array(z.object({ track_no: z.string(), print_data: z.string().min(1), sign: z.string().min(1) }))
    .nullish(),
  err_infos: z
    .array(
      z.object({
        track_no: z.string().nullish(),
        err_code: z.coerce.number().nullish(),
        err_msg: z.string().nullish(),
      }),
    )
    .nullish(),
});
const templates = z.object({
  template_data: z
    .array(
      z.object({
        logistics_code: z.string(),
        template_infos: z
          .array(
            z.object({
              template_url: z.string(),
              template_type: z.coerce.number().nullish().catch(undefined),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});

/** One part: the whole label on one sheet of 100 x 150 mm. */
const onePart = 1;

export function createDouyinPrintData(parts: {
  readonly client: DouyinClient;
  readonly sender: SignedSender;
  readonly tokens: TokenKeeper;
  readonly carriers: Carriers;
  readonly now: () => number;
}) {
  const { client, sender, tokens, carriers, now } = parts;
  const known = new Map<string, { readonly at: number; readonly url: string }>();

  async function findTemplate(carrierCode: string): Promise<string> {
    const kept = known.get(carrierCode);
    if (kept && now() - kept.at < hourMs) return kept.url;
    const told = await client.read('logistics.templateList', { logistics_code: carrierCode }, templates);
    const own = told.template_data?.find(({ logistics_code }) => logistics_code === carrierCode);
    const choices = own?.template_infos ?? [];
    const url = (choices.find(({ template_type }) => template_type === onePart) ?? choices[0])?.template_url;
    if (!url) throw new Fault('platform.no-template', 'never', { carrier: carriers.nameOf(carrierCode) });
    known.set(carrierCode, { at: now(), url });
    return url;
  }

  /** Good for a few minutes: the token goes through it, so that it is never written down. */
  async function signParams(): Promise<string> {
    const { app_key, method, timestamp, v, sign, sign_method } = await sender.signQuery(
      'logistics.getShopKey',
      '{}',
      null,
    );
    const access_token = await tokens.get();
    const query = { access_token, app_key, method, param_json: '{}', timestamp, v, sign, sign_method };
    return Object.entries(query)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
  }

  return {
    signParams,
    async read({ trackingNumber, carrier }: LabelledParcel): Promise<ComponentPrintData> {
      const carrierCode = (await carriers.codeOf(carrier)) ?? carrier;
      const templateUrl = await findTemplate(carrierCode);
      const told = await client.read(
        'logistics.waybillApply',
        { waybill_applies: [{ logistics_code: carrierCode, track_no: trackingNumber }] },
        applied,
      );
      const own = told.waybill_infos?.find(({ track_no }) => track_no === trackingNumber);
      if (own) return { printData: own.print_data, signature: own.sign, templateUrl, signParams };
      const error = told.err_infos?.[0];
      const words = `${error?.err_msg ?? ''} (${error?.err_code ?? ''})`;
      if (!error || printDataLater.includes(error.err_code ?? 0))
        throw new Fault('platform.busy', 'later', { words });
      throw new Fault('platform.refused-us', 'never', { words, logId: '' });
    },
  };
}
