// Door delivery: what left and whether it was right, as it was known at that moment; tickets; service templates and the products
// bound to them; the platform's numbers with the day from which each holds.

import type { Migration } from '../migration.ts';

export const compliance: Migration = {
  number: 30,
  purpose: 'compliance of what left, tickets, service templates, dated terms',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // The newest row of a name that has begun by a day is the one that holds on it.
  `CREATE TABLE door_terms (
    name TEXT NOT NULL, valid_from INTEGER NOT NULL, value_json TEXT NOT NULL, set_at INTEGER NOT NULL, set_by TEXT NOT NULL,
    PRIMARY KEY (name, valid_from)
  ) STRICT, WITHOUT ROWID`,

  // One row per tagged parcel that left; never changed afterwards. `day` is the shop's own calendar day.
  `CREATE TABLE shipped_door_parcels (
    parcel_id TEXT PRIMARY KEY REFERENCES parcels (parcel_id), shop_id TEXT NOT NULL REFERENCES shops (shop_id),
    day TEXT NOT NULL, shipped_at INTEGER NOT NULL, carrier TEXT NOT NULL, waybill_source TEXT,
    is_compliant INTEGER NOT NULL CHECK (is_compliant IN (0, 1)), reasons_json TEXT NOT NULL, fee_cents INTEGER,
    fee_back_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX shipped_door_parcels_by_day ON shipped_door_parcels (shop_id, day, shipped_at)`,
  // The tagged products of each order in it. signed_at: when the platform told that the order was received.
  `CREATE TABLE shipped_door_lines (
    parcel_id TEXT NOT NULL REFERENCES shipped_door_parcels (parcel_id), order_key INTEGER NOT NULL, sku_code TEXT NOT NULL,
    signed_at INTEGER, PRIMARY KEY (parcel_id, order_key, sku_code)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX shipped_door_lines_by_order ON shipped_door_lines (order_key)`,
  `CREATE TRIGGER shipped_door_lines_signed AFTER UPDATE OF state ON orders
     WHEN new.state = 'finished' AND old.state <> 'finished' BEGIN
       UPDATE shipped_door_lines SET signed_at = new.changed_at WHERE order_key = new.order_key AND signed_at IS NULL;
     END`,

  // One ticket per order in all (door.ticket): the key itself refuses a second one.
  `CREATE TABLE tickets (
    order_key INTEGER PRIMARY KEY REFERENCES orders (order_key) ON DELETE CASCADE, shop_id TEXT NOT NULL,
    filed_by TEXT NOT NULL CHECK (filed_by IN ('consumer', 'merchant')), filed_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'upheld', 'rejected')), cost_cents INTEGER NOT NULL,
    note TEXT NOT NULL, recorded_at INTEGER NOT NULL, recorded_by TEXT NOT NULL, settled_at INTEGER
  ) STRICT`,
  `CREATE INDEX tickets_by_outcome ON tickets (outcome, filed_at)`,

  // A deleted template stays, so that the list of its products has a name.
  `CREATE TABLE service_templates (
    template_id TEXT PRIMARY KEY, shop_id TEXT NOT NULL REFERENCES shops (shop_id), name TEXT NOT NULL,
    regions_json TEXT NOT NULL, excluded_words_json TEXT NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL,
    deleted_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  // One row per product and shop: bound to this template, or unbound from it and why. Rows are never removed by a template's end.
  `CREATE TABLE template_products (
    shop_id TEXT NOT NULL REFERENCES shops (shop_id), sku_code TEXT NOT NULL REFERENCES skus (sku_code),
    template_id TEXT NOT NULL REFERENCES service_templates (template_id),
    state TEXT NOT NULL CHECK (state IN ('bound', 'by-hand', 'by-system', 'template-deleted')),
    changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL, PRIMARY KEY (shop_id, sku_code)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX template_products_by_template ON template_products (template_id, state)`,
  `CREATE INDEX template_products_by_sku ON template_products (sku_code)`,
];
