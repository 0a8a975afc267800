// The plan of the warehouse: aisles, cross aisles, depot and distances, for the whole station or for one shop that has its own.

import type { Migration } from '../migration.ts';

export const warehousePlans: Migration = {
  number: 60,
  purpose: 'plans of the warehouse',
  up: (writer) => {
    for (const statement of statements) writer.run(statement);
  },
};

const statements: readonly string[] = [
  // Every plan that was ever drawn, the last one of a shop holds. shop_id null: the station's. plan_json null: taken down.
  `CREATE TABLE warehouse_plans (
    plan_no INTEGER PRIMARY KEY, shop_id TEXT REFERENCES shops (shop_id) ON DELETE CASCADE, plan_json TEXT,
    changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX warehouse_plans_by_shop ON warehouse_plans (shop_id, plan_no)`,
];
