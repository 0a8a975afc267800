// A service template: the places where a shop sells door delivery, and the products bound to it.

import type { ShopId, SkuCode } from '../../basics/ids.ts';

/**
 * How a product stands. Unbound by hand; by the system (door.ratio, the platform did it); or because its template was deleted
 * (door.template-edit). An unbound product stays on the list of the template it was bound to.
 */
export const productStates = ['bound', 'by-hand', 'by-system', 'template-deleted'] as const;
export type ProductState = (typeof productStates)[number];

export type TemplateId = string & { readonly brand: 'TemplateId' };

export interface Template {
  readonly templateId: TemplateId;
  readonly shopId: ShopId;
  readonly name: string;
  /** Paths of regions, `浙江省/杭州市`; each with everything inside. */
  readonly regions: readonly string[];
  /** Places that are left out of this template: schools, hospitals, compounds. */
  readonly excludedWords: readonly string[];
  readonly createdAt: number;
  readonly createdBy: string;
  /** Null while it lives. */
  readonly deletedAt: number | null;
  readonly counts: Readonly<Record<ProductState, number>>;
}

export interface TemplateProduct {
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly spec: string;
  readonly templateId: TemplateId;
  readonly templateName: string;
  readonly isTemplateDeleted: boolean;
  readonly state: ProductState;
  readonly changedAt: number;
  readonly changedBy: string;
  /** What the goods say meanwhile; differs from `state` where a goods list came in that knows it otherwise. */
  readonly goodsSay: boolean | null;
}
