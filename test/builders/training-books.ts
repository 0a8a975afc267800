// The training shop's books, read from its own file past the station: proof of what the shop really got.

import { join } from 'node:path';
import { openDatabase } from '../../main/database/open-database.ts';
import { type Books, bookMigrations, readBooks } from '../../main/platforms/training/books.ts';

export function trainingBooks(dataDir: string): Books {
  const database = openDatabase(join(dataDir, 'training-shop.db'), {
    readOnly: true,
    migrations: bookMigrations,
  });
  try {
    return readBooks(database);
  } finally {
    database.close();
  }
}
