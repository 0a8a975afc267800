// Requests about service templates: where door delivery is sold, which products are bound, and why an order would get no tag.

import { z } from 'zod';
import type { Clock } from '../../basics/clock.ts';
import type { RandomBytes, SkuCode } from '../../basics/ids.ts';
import { normaliseCode } from '../../basics/normalise-code.ts';
import { refuse } from '../../basics/refusal.ts';
import { change, read } from '../../basics/request.ts';
import type { Database } from '../../database/database.ts';
import { findSku } from '../../goods/skus-table.ts';
import { readDoorTerms } from '../../settings/door-terms.ts';
import { pickupWordsAt } from '../door-rules.ts';
import { findDoorShop } from '../find-door-shop.ts';
import { bindProducts, deleteTemplate, saveTemplate, unbindProducts } from './change-templates.ts';
import { lookUpTag } from './look-up-tag.ts';
import { readRegions } from './regions.ts';
import { productStates } from './template.ts';
import { findProducts, findTemplate, listTemplates, readProductPage } from './templates-table.ts';

const word = z.string().trim().min(1).max(40);
const shopId = z.string().optional();
const requestId = z.string().optional();

export function templatesApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
}) {
  const { database, clock } = parts;

  return {
    /** The shop's templates, and the deleted ones whose products still wait. Refusals: `compliance.no-shop`, `compliance.shop-unknown`. */
    'templates.list': read({
      role: 'packer',
      argument: z.strictObject({ shopId }),
      run: ({ shopId: asked }) => {
        const shop = findDoorShop(database, asked);
        return 'kind' in shop
          ? shop
          : { shopId: shop.shopId, templates: listTemplates(database, shop.shopId) };
      },
    }),

    /** Every place a template may name: province → city → districts (empty where only the city is listed). */
    'templates.regions': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => readRegions(),
    }),

    /**
     * Makes a template. With `replaces` it takes the place of another: that one is deleted, its products wait to be bound again.
     * Refusals: `template.no-region`, `template.region-unknown` (region), `template.unknown`, `template.deleted` (name).
     */
    'templates.save': change({
      role: 'supervisor',
      argument: z.strictObject({
        shopId,
        name: z.string().trim().min(1).max(60),
        regions: z.array(z.string().max(80)).max(4_000),
        excludedWords: z.array(word).max(200).default([]),
        replaces: z.string().optional(),
        requestId,
      }),
      run: ({ shopId: asked, replaces, name, regions, excludedWords }, caller) => {
        const shop = findDoorShop(database, asked);
        if ('kind' in shop) return shop;
        const told = { shopId: shop.shopId, name, regions, excludedWords };
        return database.write((writer) => saveTemplate(parts, writer, told, replaces, caller));
      },
    }),

    /** Deletes a template; its products are unbound and stay listed as waiting. Refusals: `template.unknown`, `template.deleted` (name). */
    'templates.delete': change({
      role: 'supervisor',
      argument: z.strictObject({ templateId: z.string(), requestId }),
      run: ({ templateId }, caller) =>
        database.write((writer) => deleteTemplate(parts, writer, templateId, caller)),
    }),

    /**
     * Binds these products, or with `waitingFrom` every product that waits from that template. Refusals: `template.unknown`,
     * `template.deleted` (name), `template.sku-unknown` (skuCode), `template.sku-bound` (skuCode, other).
     */
    'templates.bind': change({
      role: 'supervisor',
      argument: z.strictObject({
        templateId: z.string(),
        skuCodes: z.array(z.string().min(1).max(100)).max(5_000).optional(),
        waitingFrom: z.string().optional(),
        requestId,
      }),
      run: ({ templateId, skuCodes, waitingFrom }, caller) => {
        const which = waitingFrom === undefined ? { skuCodes: skuCodes ?? [] } : { waitingFrom };
        return database.write((writer) => bindProducts(parts, writer, templateId, which, caller));
      },
    }),

    /** Unbinds products: by hand, or noting that the platform's system did. Refusals: `template.sku-not-bound` (skuCode). */
    'templates.unbind': change({
      role: 'supervisor',
      argument: z.strictObject({
        shopId,
        skuCodes: z.array(z.string().min(1).max(100)).min(1).max(5_000),
        how: z.enum(['by-hand', 'by-system']).default('by-hand'),
        requestId,
      }),
      run: ({ shopId: asked, skuCodes, how }, caller) => {
        const shop = findDoorShop(database, asked);
        if ('kind' in shop) return shop;
        return database.write((writer) => unbindProducts(parts, writer, shop.shopId, skuCodes, how, caller));
      },
    }),

    /** Products of the shop's templates; `by-system` is the platform's filter 系统自动解绑, `unbound` all that are not bound. */
    'templates.products': read({
      role: 'packer',
      argument: z.strictObject({
        shopId,
        state: z.enum([...productStates, 'unbound']).optional(),
        templateId: z.string().optional(),
        search: z.string().max(200).default(''),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      }),
      run: ({ shopId: asked, state, templateId, ...rest }) => {
        const shop = findDoorShop(database, asked);
        if ('kind' in shop) return shop;
        return readProductPage(database, { ...rest, shopId: shop.shopId, state, templateId });
      },
    }),

    /** Would an order of this product to this address get the tag, and if not, why? Refusals: `template.sku-unknown` (skuCode). */
    'templates.lookup': read({
      role: 'packer',
      argument: z.strictObject({
        shopId,
        address: z.string().trim().min(1).max(500),
        skuCode: z.string().trim().min(1).max(100),
      }),
      run: ({ shopId: asked, address, skuCode: text }) => {
        const shop = findDoorShop(database, asked);
        if ('kind' in shop) return shop;
        const skuCode = normaliseCode(text) as SkuCode; // the spelling in which codes are kept
        const sku = findSku(database, skuCode);
        if (!sku) return refuse('template.sku-unknown', { skuCode: text });
        const product = findProducts(database, shop.shopId, [skuCode]).get(skuCode);
        const template = product ? findTemplate(database, product.templateId) : undefined;
        const now = clock.now();
        const answer = lookUpTag({
          address,
          regions: readRegions(),
          template: template ?? null,
          productState: product?.state ?? null,
          pickupWords: pickupWordsAt(database, now),
          excludedWords: readDoorTerms(database, now).excludedWords,
        });
        return { ...answer, product: sku.name, templateName: template?.name ?? null };
      },
    }),
  };
}
