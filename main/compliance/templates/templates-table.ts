// All SQL for service templates and their products.

import type { ShopId, SkuCode } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import type { ProductState, Template, TemplateId, TemplateProduct } from './template.ts';

interface TemplateRow {
  template_id: string;
  shop_id: string;
  name: string;
  regions_json: string;
  excluded_words_json: string;
  created_at: number;
  created_by: string;
  deleted_at: number | null;
  counts_json: string;
}

const templateSelect = `SELECT service_templates.*, (SELECT json_group_object(state, count) FROM (
    SELECT state, count(*) AS count FROM template_products
    WHERE template_products.template_id = service_templates.template_id GROUP BY state)) AS counts_json
  FROM service_templates`;

/** Living ones first, then the deleted ones that products still wait from; newest first. */
export function listTemplates(reader: Reader, shopId: ShopId): Template[] {
  return reader
    .all<TemplateRow>(
      `${templateSelect} WHERE shop_id = ? AND (deleted_at IS NULL OR EXISTS (SELECT 1 FROM template_products
         WHERE template_products.template_id = service_templates.template_id AND state <> 'bound'))
       ORDER BY deleted_at IS NOT NULL, created_at DESC, template_id`,
      [shopId],
    )
    .map(templateFromRow);
}

export function findTemplate(reader: Reader, templateId: string): Template | undefined {
  const row = reader.get<TemplateRow>(`${templateSelect} WHERE template_id = ?`, [templateId]);
  return row && templateFromRow(row);
}

export function addTemplate(writer: Writer, template: Omit<Template, 'deletedAt' | 'counts'>): void {
  writer.run(
    `INSERT INTO service_templates (template_id, shop_id, name, regions_json, excluded_words_json, created_at, created_by)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      template.templateId,
      template.shopId,
      template.name,
      JSON.stringify(template.regions),
      JSON.stringify(template.excludedWords),
      template.createdAt,
      template.createdBy,
    ],
  );
}

export function markTemplateDeleted(writer: Writer, templateId: TemplateId, at: number): void {
  writer.run(`UPDATE service_templates SET deleted_at = ? WHERE template_id = ?`, [at, templateId]);
}

export interface ProductRow {
  readonly skuCode: SkuCode;
  readonly templateId: TemplateId;
  readonly state: ProductState;
}

/** How these products of the shop stand; one that was never bound is missing. */
export function findProducts(
  reader: Reader,
  shopId: ShopId,
  skuCodes: readonly SkuCode[],
): Map<SkuCode, ProductRow> {
  const rows = reader.all<{ sku_code: string; template_id: string; state: string }>(
    `SELECT sku_code, template_id, state FROM template_products
     WHERE shop_id = ? AND sku_code IN (SELECT value FROM json_each(?))`,
    [shopId, JSON.stringify(skuCodes)],
  );
  return new Map(
    rows.map((row) => [
      row.sku_code as SkuCode, // branded when the goods were taken in
      {
        skuCode: row.sku_code as SkuCode,
        templateId: row.template_id as TemplateId,
        state: row.state as ProductState,
      },
    ]),
  );
}

export function listProductsOf(reader: Reader, templateId: TemplateId, state: ProductState): SkuCode[] {
  return reader
    .all<{ sku_code: string }>(
      `SELECT sku_code FROM template_products WHERE template_id = ? AND state = ? ORDER BY sku_code`,
      [templateId, state],
    )
    .map((row) => row.sku_code as SkuCode);
}

export function saveProduct(
  writer: Writer,
  product: ProductRow & { readonly shopId: ShopId; readonly changedAt: number; readonly changedBy: string },
): void {
  writer.run(
    `INSERT INTO template_products (shop_id, sku_code, template_id, state, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (shop_id, sku_code) DO UPDATE SET template_id = excluded.template_id, state = excluded.state,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [
      product.shopId,
      product.skuCode,
      product.templateId,
      product.state,
      product.changedAt,
      product.changedBy,
    ],
  );
}

/** True while any shop has the product bound: the goods know one answer for all shops. */
export function isBoundAnywhere(reader: Reader, skuCode: SkuCode): boolean {
  const sql = `SELECT 1 AS yes FROM template_products WHERE sku_code = ? AND state = 'bound'`;
  return reader.get(sql, [skuCode]) !== undefined;
}

/** By name; `state` and `templateId` narrow it. `unbound` is every state but bound. */
export function readProductPage(
  reader: Reader,
  wanted: {
    readonly shopId: ShopId;
    readonly state: ProductState | 'unbound' | undefined;
    readonly templateId: string | undefined;
    readonly search: string;
    readonly offset: number;
    readonly limit: number;
  },
): {
  readonly rows: TemplateProduct[];
  readonly total: number;
  readonly counts: Record<ProductState, number>;
} {
  const counts: Record<ProductState, number> = {
    bound: 0,
    'by-hand': 0,
    'by-system': 0,
    'template-deleted': 0,
  };
  for (const row of reader.all<{ state: ProductState; count: number }>(
    `SELECT state, count(*) AS count FROM template_products WHERE shop_id = ? GROUP BY state`,
    [wanted.shopId],
  )) {
    counts[row.state] = row.count;
  }
  const asked = {
    shopId: wanted.shopId,
    state: wanted.state === 'unbound' ? null : (wanted.state ?? null),
    isUnbound: wanted.state === 'unbound' ? 1 : 0,
    templateId: wanted.templateId ?? null,
    search: wanted.search.trim().toLowerCase(),
  };
  const from = `FROM template_products JOIN service_templates USING (template_id) JOIN skus USING (sku_code)
    WHERE template_products.shop_id = :shopId AND state = coalesce(:state, state) AND (:isUnbound = 0 OR state <> 'bound')
      AND template_id = coalesce(:templateId, template_id)
      AND (:search = '' OR instr(lower(sku_code || ' ' || skus.name || ' ' || skus.spec), :search) > 0)`;
  const total = reader.get<{ count: number }>(`SELECT count(*) AS count ${from}`, asked)?.count ?? 0;
  const rows = reader.all<{
    sku_code: string;
    name: string;
    spec: string;
    template_id: string;
    template_name: string;
    deleted_at: number | null;
    state: string;
    changed_at: number;
    changed_by: string;
    is_door_bound: number | null;
  }>(
    `SELECT sku_code, skus.name, skus.spec, template_id, service_templates.name AS template_name, deleted_at, state,
       template_products.changed_at, template_products.changed_by, is_door_bound ${from}
     ORDER BY skus.name, sku_code LIMIT :limit OFFSET :offset`,
    { ...asked, limit: wanted.limit, offset: wanted.offset },
  );
  return {
    total,
    counts,
    rows: rows.map((row) => ({
      skuCode: row.sku_code as SkuCode, // branded when the goods were taken in
      name: row.name,
      spec: row.spec,
      templateId: row.template_id as TemplateId, // branded when it was made
      templateName: row.template_name,
      isTemplateDeleted: row.deleted_at !== null,
      state: row.state as ProductState, // CHECK in the table
      changedAt: row.changed_at,
      changedBy: row.changed_by,
      goodsSay: row.is_door_bound === null ? null : row.is_door_bound === 1,
    })),
  };
}

function templateFromRow(row: TemplateRow): Template {
  const counts = JSON.parse(row.counts_json) as Partial<Record<ProductState, number>>; // made by the statement
  return {
    templateId: row.template_id as TemplateId, // branded when it was made
    shopId: row.shop_id as ShopId,
    name: row.name,
    regions: JSON.parse(row.regions_json) as string[], // written by addTemplate
    excludedWords: JSON.parse(row.excluded_words_json) as string[], // written by addTemplate
    createdAt: row.created_at,
    createdBy: row.created_by,
    deletedAt: row.deleted_at,
    counts: {
      bound: counts.bound ?? 0,
      'by-hand': counts['by-hand'] ?? 0,
      'by-system': counts['by-system'] ?? 0,
      'template-deleted': counts['template-deleted'] ?? 0,
    },
  };
}
