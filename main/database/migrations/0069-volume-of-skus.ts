// What a piece of a SKU takes up, for carts that take no more than so many litres.

import type { Migration } from '../migration.ts';

export const volumeOfSkus: Migration = {
  number: 69,
  purpose: 'volume of a SKU',
  up: (writer) => {
    // Millilitres of one piece as it is packed; null: nobody has said.
    writer.run(`ALTER TABLE skus ADD COLUMN volume_ml INTEGER`);
  },
};
