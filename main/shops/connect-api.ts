// Requests about shops that are reached over the network: enter the account, consent, choose the shop, see whether it works. Each step
// is kept, so that a set-up left half done goes on where it was left. A secret goes in and never comes out again.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import { newId, type RandomBytes, type ShopId } from '../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import { change, job, read } from '../basics/request.ts';
import type { Database, Writer } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import { type Link, linkSchema } from '../platforms/link.ts';
import type { AuthorisedShop, ConnectionTest, Platform } from '../platforms/platform.ts';
import type { LinkBook, Platforms } from '../platforms/registry.ts';
import type { Secrets } from '../platforms/secrets.ts';
import { noteConsentEnd, readConsentEnd } from './consents-table.ts';
import { findTwin, type SetUpStep, stepOf } from './set-up.ts';
import { isTimeZone } from './shops-api.ts';
import { addShop, findShop, getShop, listShops, type Shop } from './shops-table.ts';

export interface ConnectParts {
  readonly mode: 'training' | 'shop';
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly platforms: Platforms;
  readonly links: LinkBook;
  readonly secrets: Secrets;
}

/** A shop's account as a screen may show it. */
export interface LinkView {
  readonly shop: Shop;
  readonly link: Link;
  readonly hasSecret: boolean;
  readonly hasRelayKey: boolean;
  /** True once tokens were taken. */
  readonly isAuthorised: boolean;
  /** What is to be done next. */
  readonly step: SetUpStep;
  /** When the main account must consent again; null where nobody knows or has to. */
  readonly consentEndsAt: number | null;
  /** The page on which the merchant consents; null where none is needed. */
  readonly consentAddress: string | null;
}

const shopId = z.string().transform((text) => text as ShopId); // looked up before anything trusts it
const requestId = z.string().optional();
/** Empty leaves what is kept. */
const secret = z.string().trim().max(500).default('');

export function connectApi(parts: ConnectParts) {
  const { database, clock, platforms, links, secrets } = parts;

  function findLinked(id: ShopId): { shop: Shop; link: Link; platform: Platform } | Refusal {
    const shop = findShop(database, id);
    if (!shop) return refuse('shop.unknown', { shopId: id });
    const link = links.read(id);
    if (!link) return refuse('shop.not-over-network', { name: shop.name });
    return { shop, link, platform: platforms.of(shop) };
  }

  function keepSecrets(id: ShopId, given: { readonly appSecret: string; readonly relayKey: string }): void {
    if (given.appSecret !== '') secrets.write(id, 'app-secret', given.appSecret);
    if (given.relayKey !== '') secrets.write(id, 'relay-key', given.relayKey);
  }

  return {
    /**
     * Adds a shop that is reached over the network. The market follows the platform; nothing is asked over the network yet.
     * Refusals: `shop.name-taken` (name), `shop.time-zone-unknown` (timeZone), `shop.address-refused` (address),
     * `shop.linked-already` (name), `shop.not-in-training`.
     */
    'shops.connect': change({
      role: 'supervisor',
      argument: z.strictObject({
        name: z.string().trim().min(1).max(60),
        timeZone: z.string().default('Asia/Shanghai'),
        link: linkSchema,
        appSecret: secret,
        relayKey: secret,
        requestId,
      }),
      run: ({ name, timeZone, link, appSecret, relayKey }, caller) => {
        // Nothing in the training data can reach a real shop.
        if (parts.mode === 'training') return refuse('shop.not-in-training');
        if (!isTimeZone(timeZone)) return refuse('shop.time-zone-unknown', { timeZone });
        const unsafe = findUnsafeAddress(link);
        if (unsafe !== undefined) return refuse('shop.address-refused', { address: unsafe });
        return database.write((writer) => {
          if (listShops(writer).some((shop) => shop.name === name))
            return refuse('shop.name-taken', { name });
          const twin = findTwin(writer, null, link);
          if (twin) return refuse('shop.linked-already', { name: getShop(writer, twin).name });
          const shop: Shop = {
            shopId: newId<ShopId>('S', parts.random),
            name,
            market: link.platform,
            connection: link.platform,
            timeZone,
          };
          addShop(writer, shop, clock.now());
          links.write(shop.shopId, link);
          keepSecrets(shop.shopId, { appSecret, relayKey });
          const subject = { kind: 'shop', id: shop.shopId };
          recordAudit(writer, clock, caller, 'shop.added', subject, { name, market: shop.market });
          return shop;
        });
      },
    }),

    /**
     * Changes the account of a shop; an empty secret leaves the one that is kept.
     * Refusals: `shop.unknown`, `shop.not-over-network` (name), `shop.address-refused` (address), `shop.linked-already` (name).
     */
    'shops.relink': job({
      role: 'supervisor',
      argument: z.strictObject({
        shopId,
        link: linkSchema,
        appSecret: secret,
        relayKey: secret,
        requestId,
      }),
      run: async ({ shopId: id, link, appSecret, relayKey }, caller): Promise<LinkView | Refusal> => {
        const known = findLinked(id);
        if (isRefusal(known)) return known;
        const unsafe = findUnsafeAddress(link);
        if (unsafe !== undefined) return refuse('shop.address-refused', { address: unsafe });
        if (link.platform !== known.link.platform)
          return refuse('shop.not-over-network', { name: known.shop.name });
        const twin = findTwin(database, id, link);
        if (twin) return refuse('shop.linked-already', { name: getShop(database, twin).name });
        database.write((writer) => {
          links.write(id, link);
          keepSecrets(id, { appSecret, relayKey });
          // Another app's tokens are good for nothing.
          if (link.appKey !== known.link.appKey) forgetTokens(writer, id);
          recordAudit(writer, clock, caller, 'shop.relinked', { kind: 'shop', id }, { appKey: link.appKey });
        });
        await platforms.forget(id);
        return viewLink(id);
      },
    }),

    /** The account of a shop, without its secrets. Refusals: `shop.unknown`, `shop.not-over-network` (name). */
    'shops.link': read({
      role: 'supervisor',
      argument: z.strictObject({ shopId }),
      run: ({ shopId: id }) => viewLink(id),
    }),

    /**
     * Takes tokens with the code of the consent page (empty where the app needs none) and tells the shops they are good for; one alone is
     * chosen at once. A consent that is not for the shop that was chosen before is given back.
     * Refusals: `shop.unknown`, `shop.not-over-network`, `shop.linked-already` (name), `shop.consent-of-another` (name, told).
     * Faults: `platform.code-refused` (words), `platform.*`.
     */
    'shops.authorise': job({
      role: 'supervisor',
      argument: z.strictObject({ shopId, code: z.string().trim().max(500).default(''), requestId }),
      run: async ({ shopId: id, code }, caller): Promise<readonly AuthorisedShop[] | Refusal> => {
        const known = findLinked(id);
        if (isRefusal(known)) return known;
        const before = known.link.platformShopId;
        const shops = (await known.platform.authorise?.(code)) ?? [];
        if (before !== '' && shops.length > 0 && !shops.some((shop) => shop.platformShopId === before)) {
          await giveBack(id, before);
          const told = shops.map((shop) => shop.name).join(', ');
          return refuse('shop.consent-of-another', { name: known.shop.name, told });
        }
        // The shop that it was is chosen again: what else the platform tells of it may have changed.
        const meant = shops.length === 1 ? shops[0] : shops.find((shop) => shop.platformShopId === before);
        if (meant) {
          const twin = findTwin(database, id, { ...known.link, platformShopId: meant.platformShopId });
          if (twin) {
            await giveBack(id, '');
            return refuse('shop.linked-already', { name: getShop(database, twin).name });
          }
          await known.platform.chooseShop?.(meant.platformShopId);
        }
        database.write((writer) => {
          noteConsentEnd(writer, id, known.platform.consentEndsAt?.() ?? null);
          recordAudit(writer, clock, caller, 'shop.authorised', { kind: 'shop', id }, {});
        });
        return shops;
      },
    }),

    /** The shops that the present consent is good for, to choose from later. Refusals: `shop.unknown`, `shop.not-over-network`. Faults: `platform.*`. */
    'shops.authorised': read({
      role: 'supervisor',
      argument: z.strictObject({ shopId }),
      run: async ({ shopId: id }): Promise<readonly AuthorisedShop[] | Refusal> => {
        const known = findLinked(id);
        if (isRefusal(known)) return known;
        return (await known.platform.listAuthorised?.()) ?? [];
      },
    }),

    /** Says which of the authorised shops this is. Refusals and faults as `shops.authorise`. */
    'shops.choose': job({
      role: 'supervisor',
      argument: z.strictObject({ shopId, platformShopId: z.string().min(1).max(100), requestId }),
      run: async ({ shopId: id, platformShopId }, caller): Promise<LinkView | Refusal> => {
        const known = findLinked(id);
        if (isRefusal(known)) return known;
        const twin = findTwin(database, id, { ...known.link, platformShopId });
        if (twin) return refuse('shop.linked-already', { name: getShop(database, twin).name });
        await known.platform.chooseShop?.(platformShopId);
        const subject = { kind: 'shop', id };
        database.write((writer) =>
          recordAudit(writer, clock, caller, 'shop.chosen', subject, { platformShopId }),
        );
        return viewLink(id);
      },
    }),

    /** Asks the platform one harmless question. Refusals: `shop.unknown`, `shop.not-over-network` (name). */
    'shops.testConnection': read({
      role: 'supervisor',
      argument: z.strictObject({ shopId }),
      run: async ({ shopId: id }): Promise<ConnectionTest | Refusal> => {
        const known = findLinked(id);
        if (isRefusal(known)) return known;
        const test = await known.platform.testConnection?.();
        return test ?? refuse('shop.not-over-network', { name: known.shop.name });
      },
    }),
  };

  function viewLink(id: ShopId): LinkView | Refusal {
    const known = findLinked(id);
    if (isRefusal(known)) return known;
    return {
      shop: known.shop,
      link: known.link,
      hasSecret: secrets.has(id, 'app-secret'),
      hasRelayKey: secrets.has(id, 'relay-key'),
      isAuthorised: secrets.has(id, 'tokens'),
      step: stepOf(known.link, (name) => secrets.has(id, name)),
      consentEndsAt: readConsentEnd(database, id),
      consentAddress: known.platform.consentAddress?.(id) ?? null,
    };
  }

  /** As if nobody had consented: the tokens are those of a shop that this one must not be. */
  async function giveBack(id: ShopId, platformShopId: string): Promise<void> {
    const link = links.read(id);
    database.write((writer) => {
      forgetTokens(writer, id);
      if (link) links.write(id, { ...link, platformShopId });
    });
    await platforms.forget(id);
  }
}

function forgetTokens(writer: Writer, id: ShopId): void {
  writer.run(`DELETE FROM shop_secrets WHERE shop_id = ? AND name = 'tokens'`, [id]);
  noteConsentEnd(writer, id, null);
}

/** The first address of a link that would carry secrets in the clear over a network. */
function findUnsafeAddress(link: Link): string | undefined {
  const addresses = [link.gateway, link.relay, 'authGateway' in link ? link.authGateway : null];
  return (
    addresses.find((address) => {
      if (address === null || address === undefined || address.startsWith('https:')) return false;
      return !['127.0.0.1', 'localhost', '[::1]'].includes(URL.parse(address)?.hostname ?? '');
    }) ?? undefined
  );
}
