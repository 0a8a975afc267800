// Making, changing and deleting templates, binding and unbinding products. What the guard reads (the goods' own binding) changes
// in the same transaction, and every product's change is in the audit. No path loses the list of a template's products.

import type { Clock } from '../../basics/clock.ts';
import { newId, type RandomBytes, type ShopId, type SkuCode } from '../../basics/ids.ts';
import { normaliseCode } from '../../basics/normalise-code.ts';
import { type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Writer } from '../../database/database.ts';
import { findSkus } from '../../goods/skus-table.ts';
import { takeInSkus } from '../../goods/take-in-skus.ts';
import { recordAudit } from '../../people/audit.ts';
import { isRegion, readRegions, tidyRegions } from './regions.ts';
import type { ProductState, Template, TemplateId } from './template.ts';
import {
  addTemplate,
  findProducts,
  findTemplate,
  isBoundAnywhere,
  listProductsOf,
  markTemplateDeleted,
  saveProduct,
} from './templates-table.ts';

export interface TemplateParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

type Who = Pick<Caller, 'person'>;

export interface TemplateTold {
  readonly shopId: ShopId;
  readonly name: string;
  readonly regions: readonly string[];
  readonly excludedWords: readonly string[];
}

export interface TemplateSaved {
  readonly templateId: TemplateId;
  /** Products of the template it replaces; they wait to be bound again, as on the platform. */
  readonly toBindAgain: number;
}

/**
 * A new template; with `replaces` the platform's way of changing one: the old is deleted, its products are unbound and listed.
 * Refusals: `template.no-region`, `template.region-unknown` (region), `template.unknown`, `template.deleted` (name).
 */
export function saveTemplate(
  parts: TemplateParts,
  writer: Writer,
  told: TemplateTold,
  replaces: string | undefined,
  caller: Who,
): TemplateSaved | Refusal {
  const regions = tidyRegions(told.regions);
  if (regions.length === 0) return refuse('template.no-region');
  const known = readRegions();
  const stranger = regions.find((path) => !isRegion(known, path));
  if (stranger !== undefined) return refuse('template.region-unknown', { region: stranger });
  const old = replaces === undefined ? undefined : findLiving(writer, replaces);
  if (old && 'kind' in old) return old;

  const templateId = newId<TemplateId>('T', parts.random);
  addTemplate(writer, {
    templateId,
    shopId: old?.shopId ?? told.shopId,
    name: told.name.trim(),
    regions,
    excludedWords: [...new Set(told.excludedWords.map((word) => word.trim()))].filter((word) => word !== ''),
    createdAt: parts.clock.now(),
    createdBy: caller.person,
  });
  recordAudit(
    writer,
    parts.clock,
    caller,
    'template.made',
    { kind: 'template', id: templateId },
    {
      name: told.name.trim(),
      regions: regions.slice(0, 40),
      regionCount: regions.length,
      replaces: old?.templateId ?? null,
    },
  );
  const toBindAgain = old ? endTemplate(parts, writer, old, caller) : 0;
  writer.emit({ kind: 'goods.changed' });
  return { templateId, toBindAgain };
}

/** Its products are unbound and stay on its list. Refusals: `template.unknown`, `template.deleted` (name). */
export function deleteTemplate(
  parts: TemplateParts,
  writer: Writer,
  templateId: string,
  caller: Who,
): { readonly toBindAgain: number } | Refusal {
  const template = findLiving(writer, templateId);
  if ('kind' in template) return template;
  const toBindAgain = endTemplate(parts, writer, template, caller);
  writer.emit({ kind: 'goods.changed' });
  return { toBindAgain };
}

function endTemplate(parts: TemplateParts, writer: Writer, template: Template, caller: Who): number {
  const bound = listProductsOf(writer, template.templateId, 'bound');
  const at = { shopId: template.shopId, templateId: template.templateId };
  setState(parts, writer, at, bound, 'template-deleted', caller);
  markTemplateDeleted(writer, template.templateId, parts.clock.now());
  recordAudit(
    writer,
    parts.clock,
    caller,
    'template.deleted',
    { kind: 'template', id: template.templateId },
    { name: template.name, products: bound },
  );
  return bound.length;
}

export interface Bound {
  readonly bound: number;
  /** Bound to this template already. */
  readonly same: number;
}

/**
 * Binds these products, or all that wait from another template. Refusals: `template.unknown`, `template.deleted` (name),
 * `template.sku-unknown` (skuCode), `template.sku-bound` (skuCode, other: bound to another living template).
 */
export function bindProducts(
  parts: TemplateParts,
  writer: Writer,
  templateId: string,
  which: { readonly skuCodes: readonly string[] } | { readonly waitingFrom: string },
  caller: Who,
): Bound | Refusal {
  const template = findLiving(writer, templateId);
  if ('kind' in template) return template;
  const skuCodes = 'skuCodes' in which ? spelled(which.skuCodes) : listWaiting(writer, which.waitingFrom);
  const goods = findSkus(writer, skuCodes);
  const stranger = skuCodes.find((skuCode) => !goods.has(skuCode));
  if (stranger !== undefined) return refuse('template.sku-unknown', { skuCode: stranger });
  const standing = findProducts(writer, template.shopId, skuCodes);
  const taken = skuCodes.find((skuCode) => {
    const now = standing.get(skuCode);
    return now?.state === 'bound' && now.templateId !== template.templateId;
  });
  if (taken !== undefined) {
    const other = findTemplate(writer, standing.get(taken)?.templateId ?? '')?.name ?? '';
    return refuse('template.sku-bound', { skuCode: taken, other });
  }
  const free = skuCodes.filter((skuCode) => standing.get(skuCode)?.state !== 'bound');
  const at = { shopId: template.shopId, templateId: template.templateId };
  setState(parts, writer, at, free, 'bound', caller);
  writer.emit({ kind: 'goods.changed' });
  return { bound: free.length, same: skuCodes.length - free.length };
}

/**
 * Unbinds products of one shop: `by-hand`, or `by-system` when the platform did it. Refusals: `template.sku-not-bound` (skuCode).
 */
export function unbindProducts(
  parts: TemplateParts,
  writer: Writer,
  shopId: ShopId,
  told: readonly string[],
  how: 'by-hand' | 'by-system',
  caller: Who,
): { readonly unbound: number } | Refusal {
  const skuCodes = spelled(told);
  const standing = findProducts(writer, shopId, skuCodes);
  const free = skuCodes.find((skuCode) => standing.get(skuCode)?.state !== 'bound');
  if (free !== undefined) return refuse('template.sku-not-bound', { skuCode: free });
  for (const product of standing.values()) {
    setState(parts, writer, { shopId, templateId: product.templateId }, [product.skuCode], how, caller);
  }
  writer.emit({ kind: 'goods.changed' });
  return { unbound: skuCodes.length };
}

/** The row, the goods' own answer, the audit: one thing. */
function setState(
  parts: TemplateParts,
  writer: Writer,
  at: { readonly shopId: ShopId; readonly templateId: TemplateId },
  skuCodes: readonly SkuCode[],
  state: ProductState,
  caller: Who,
): void {
  const changedAt = parts.clock.now();
  for (const skuCode of skuCodes) {
    saveProduct(writer, { ...at, skuCode, state, changedAt, changedBy: caller.person });
    recordAudit(
      writer,
      parts.clock,
      caller,
      state === 'bound' ? 'sku.bound' : 'sku.unbound',
      { kind: 'sku', id: skuCode },
      { templateId: at.templateId, how: state },
    );
  }
  takeInSkus(
    parts,
    writer,
    skuCodes.map((skuCode) => ({ skuCode, isDoorBound: isBoundAnywhere(writer, skuCode) })),
  );
}

function listWaiting(writer: Writer, templateId: string): SkuCode[] {
  const template = findTemplate(writer, templateId);
  if (!template) return [];
  return (['template-deleted', 'by-system'] as const).flatMap((state) =>
    listProductsOf(writer, template.templateId, state),
  );
}

function findLiving(writer: Writer, templateId: string): Template | Refusal {
  const template = findTemplate(writer, templateId);
  if (!template) return refuse('template.unknown');
  return template.deletedAt === null ? template : refuse('template.deleted', { name: template.name });
}

/** In the spelling in which codes are kept. */
function spelled(skuCodes: readonly string[]): SkuCode[] {
  return [...new Set(skuCodes.map((skuCode) => normaliseCode(skuCode) as SkuCode))];
}
