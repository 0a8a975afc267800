CREATE TABLE answered_requests (
    request_id TEXT PRIMARY KEY, name TEXT NOT NULL, answer_json TEXT NOT NULL, answered_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    entry_no INTEGER PRIMARY KEY, at INTEGER NOT NULL, person TEXT NOT NULL, verb TEXT NOT NULL,
    subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, facts_json TEXT NOT NULL
  ) STRICT;

CREATE TABLE background_work (
    name TEXT PRIMARY KEY, done_json TEXT NOT NULL, changed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    batch_id TEXT PRIMARY KEY, batch_no INTEGER NOT NULL UNIQUE, printer_id TEXT NOT NULL REFERENCES printers (printer_id),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'printing', 'paused', 'in-doubt', 'finished', 'cancelled')),
    stop_reason TEXT, label_count INTEGER NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL,
    started_at INTEGER, finished_at INTEGER
  ) STRICT, WITHOUT ROWID;

CREATE TABLE bench_scans (
    scan_no INTEGER PRIMARY KEY, scan_id TEXT NOT NULL UNIQUE, bench_id TEXT NOT NULL, at INTEGER NOT NULL,
    raw_code TEXT NOT NULL, outcome TEXT NOT NULL, parcel_id TEXT, sku_code TEXT, person TEXT NOT NULL,
    answer_json TEXT NOT NULL
  ) STRICT;

CREATE TABLE benches (bench_id TEXT PRIMARY KEY, state_json TEXT NOT NULL, changed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE closed_order_counts (
    state TEXT NOT NULL, shop_id TEXT NOT NULL, door_tag TEXT NOT NULL, order_count INTEGER NOT NULL,
    PRIMARY KEY (state, shop_id, door_tag)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE import_problems (
    import_id TEXT NOT NULL REFERENCES imports (import_id) ON DELETE CASCADE, position INTEGER NOT NULL,
    row_number INTEGER NOT NULL, column_name TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL,
    facts_json TEXT NOT NULL, is_notice INTEGER NOT NULL CHECK (is_notice IN (0, 1)), PRIMARY KEY (import_id, position)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
    import_id TEXT PRIMARY KEY, file_name TEXT NOT NULL, file_hash TEXT NOT NULL, kind TEXT NOT NULL, shop_id TEXT,
    new_count INTEGER NOT NULL, changed_count INTEGER NOT NULL, same_count INTEGER NOT NULL, bad_count INTEGER NOT NULL,
    imported_at INTEGER NOT NULL, person TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE labels (
    label_id TEXT PRIMARY KEY, parcel_id TEXT NOT NULL REFERENCES parcels (parcel_id),
    batch_id TEXT NOT NULL REFERENCES batches (batch_id), position INTEGER NOT NULL, tracking_number TEXT NOT NULL,
    reprint_count INTEGER NOT NULL DEFAULT 0, reprint_reason TEXT,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'printed', 'uncertain', 'failed', 'void')),
    evidence TEXT, facts_json TEXT NOT NULL, queued_at INTEGER NOT NULL, sending_at INTEGER, sent_at INTEGER,
    printed_at INTEGER, settled_at INTEGER, reason TEXT, reason_facts_json TEXT, UNIQUE (batch_id, position)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE order_lines (
    order_key INTEGER NOT NULL REFERENCES orders (order_key) ON DELETE CASCADE, line_id TEXT NOT NULL,
    sku_code TEXT NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0),
    gift_of_line_id TEXT, is_gift INTEGER NOT NULL CHECK (is_gift IN (0, 1)),
    door_tag TEXT NOT NULL CHECK (door_tag IN ('tagged', 'untagged', 'look', 'unknown')),
    hold TEXT, price_cents INTEGER,
    PRIMARY KEY (order_key, line_id)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE order_names (
    name TEXT NOT NULL, order_key INTEGER NOT NULL REFERENCES orders (order_key) ON DELETE CASCADE,
    PRIMARY KEY (name, order_key)
  ) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE order_search USING fts5 (
    order_id, tracking_number, recipient_mask, skus, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
  );

CREATE TABLE orders (
    order_key INTEGER PRIMARY KEY, shop_id TEXT NOT NULL REFERENCES shops (shop_id), order_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('unpaid', 'on-hold', 'to-ship', 'part-shipped', 'awaiting-collection', 'shipped',
      'finished', 'cancelled', 'unknown')),
    platform_state TEXT NOT NULL, hold TEXT, hold_at INTEGER,
    door_tag TEXT NOT NULL CHECK (door_tag IN ('tagged', 'untagged', 'look', 'unknown')), tags_json TEXT NOT NULL,
    recipient_key TEXT, recipient_mask TEXT NOT NULL, recipient_sealed BLOB, region TEXT NOT NULL,
    buyer_note TEXT NOT NULL, seller_note TEXT NOT NULL, carrier TEXT, tracking_number TEXT, package_id TEXT,
    ordered_at INTEGER, paid_at INTEGER, ship_by_at INTEGER, shipped_at INTEGER, due_at INTEGER, due_rule TEXT,
    line_count INTEGER NOT NULL, piece_count INTEGER NOT NULL,
    content_hash TEXT NOT NULL, source TEXT NOT NULL, first_seen_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
    is_search_stale INTEGER NOT NULL DEFAULT 1,
    UNIQUE (shop_id, order_id)
  ) STRICT;

CREATE TABLE outbox (
    outbox_no INTEGER PRIMARY KEY, idempotency_key TEXT NOT NULL UNIQUE, shop_id TEXT NOT NULL REFERENCES shops (shop_id),
    kind TEXT NOT NULL, subject_id TEXT NOT NULL, payload_json TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'done', 'held', 'needs-person', 'unreadable', 'withdrawn')),
    attempts INTEGER NOT NULL DEFAULT 0, next_try_at INTEGER NOT NULL, last_code TEXT, last_words TEXT,
    created_at INTEGER NOT NULL, sent_at INTEGER, settled_at INTEGER
  ) STRICT;

CREATE TABLE parcel_lines (
    parcel_id TEXT NOT NULL REFERENCES parcels (parcel_id) ON DELETE CASCADE, order_key INTEGER NOT NULL,
    line_id TEXT NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0), packed_quantity INTEGER NOT NULL DEFAULT 0,
    stock_sku_code TEXT,
    PRIMARY KEY (parcel_id, order_key, line_id),
    FOREIGN KEY (order_key, line_id) REFERENCES order_lines (order_key, line_id)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE parcels (
    parcel_id TEXT PRIMARY KEY, shop_id TEXT NOT NULL REFERENCES shops (shop_id), recipient_key TEXT,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'planned', 'released', 'open', 'packed', 'shipped', 'pulled', 'dissolved')),
    door_tag TEXT NOT NULL CHECK (door_tag IN ('tagged', 'untagged', 'look', 'unknown')),
    carrier TEXT, tracking_number TEXT, waybill_source TEXT CHECK (waybill_source IN ('platform', 'file', 'hand')),
    wave_id TEXT, sort_position INTEGER, slot INTEGER, due_at INTEGER, weight_grams INTEGER, pulled_reason TEXT,
    planned_at INTEGER NOT NULL, opened_at INTEGER, packed_at INTEGER, packed_by TEXT, shipped_at INTEGER
  ) STRICT, WITHOUT ROWID;

CREATE TABLE pick_lines (
    wave_id TEXT NOT NULL REFERENCES waves (wave_id) ON DELETE CASCADE, position INTEGER NOT NULL,
    sku_code TEXT NOT NULL, bin_code TEXT, quantity INTEGER NOT NULL CHECK (quantity > 0),
    picked_quantity INTEGER NOT NULL DEFAULT 0, picked_at INTEGER, picked_by TEXT, PRIMARY KEY (wave_id, position)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE pick_slots (
    wave_id TEXT NOT NULL, position INTEGER NOT NULL, slot INTEGER NOT NULL, parcel_id TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0), PRIMARY KEY (wave_id, position, slot),
    FOREIGN KEY (wave_id, position) REFERENCES pick_lines (wave_id, position) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

CREATE TABLE printers (
    printer_id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, settings_json TEXT NOT NULL,
    must_forget INTEGER NOT NULL DEFAULT 0 CHECK (must_forget IN (0, 1)),
    is_removed INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name TEXT PRIMARY KEY, value_json TEXT NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE shops (
    shop_id TEXT PRIMARY KEY, name TEXT NOT NULL, market TEXT NOT NULL CHECK (market IN ('douyin', 'tiktok')),
    connection TEXT NOT NULL CHECK (connection IN ('training', 'files', 'douyin', 'tiktok')), time_zone TEXT NOT NULL,
    pull_cursor TEXT, created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE sku_barcodes (
    barcode TEXT NOT NULL, sku_code TEXT NOT NULL REFERENCES skus (sku_code) ON DELETE CASCADE,
    PRIMARY KEY (barcode, sku_code)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE skus (
    sku_code TEXT PRIMARY KEY, name TEXT NOT NULL, spec TEXT NOT NULL DEFAULT '', bin_code TEXT, stock INTEGER,
    weight_grams INTEGER, is_door_bound INTEGER CHECK (is_door_bound IN (0, 1)),
    is_fresh INTEGER NOT NULL DEFAULT 0 CHECK (is_fresh IN (0, 1)), stock_list_hash TEXT,
    content_hash TEXT NOT NULL, changed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE waves (
    wave_id TEXT PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('released', 'picked', 'closed')),
    parcel_count INTEGER NOT NULL, released_at INTEGER NOT NULL, released_by TEXT NOT NULL, finished_at INTEGER
  ) STRICT, WITHOUT ROWID;

CREATE INDEX answered_requests_by_age ON answered_requests (answered_at);

CREATE INDEX audit_by_subject ON audit (subject_kind, subject_id, entry_no);

CREATE INDEX batches_by_printer ON batches (printer_id, batch_no);

CREATE INDEX bench_scans_by_bench ON bench_scans (bench_id, scan_no);

CREATE INDEX labels_by_parcel ON labels (parcel_id);

CREATE INDEX labels_by_tracking ON labels (tracking_number);

CREATE UNIQUE INDEX labels_one_live ON labels (parcel_id) WHERE state NOT IN ('void', 'failed');

CREATE INDEX labels_uncertain ON labels (batch_id) WHERE state = 'uncertain';

CREATE INDEX order_lines_by_sku ON order_lines (sku_code);

CREATE INDEX order_names_by_order ON order_names (order_key);

CREATE INDEX orders_by_id ON orders (order_id);

CREATE INDEX orders_by_tracking ON orders (tracking_number) WHERE tracking_number IS NOT NULL;

CREATE INDEX orders_closed_by_state ON orders (state, order_key, shop_id, door_tag)
     WHERE state IN ('unpaid', 'shipped', 'finished', 'cancelled');

CREATE INDEX orders_open_by_due ON orders (due_at, order_key, state, shop_id, door_tag, hold)
     WHERE state IN ('on-hold', 'to-ship', 'part-shipped', 'awaiting-collection', 'unknown');

CREATE INDEX orders_open_by_recipient ON orders (shop_id, recipient_key)
     WHERE state IN ('to-ship', 'part-shipped') AND recipient_key IS NOT NULL;

CREATE INDEX orders_sealed ON orders (order_key) WHERE recipient_sealed IS NOT NULL;

CREATE INDEX orders_search_stale ON orders (order_key) WHERE is_search_stale = 1;

CREATE INDEX outbox_by_state ON outbox (kind, state, outbox_no);

CREATE INDEX outbox_by_subject ON outbox (kind, subject_id);

CREATE INDEX outbox_due ON outbox (next_try_at) WHERE state IN ('waiting', 'sending');

CREATE INDEX outbox_settled ON outbox (settled_at) WHERE state IN ('done', 'withdrawn');

CREATE INDEX parcel_lines_by_line ON parcel_lines (order_key, line_id);

CREATE INDEX parcels_by_packing ON parcels (packed_at) WHERE packed_at IS NOT NULL;

CREATE INDEX parcels_by_shipping ON parcels (shipped_at) WHERE shipped_at IS NOT NULL;

CREATE INDEX parcels_by_state ON parcels (state, due_at);

CREATE UNIQUE INDEX parcels_by_tracking ON parcels (tracking_number)
     WHERE tracking_number IS NOT NULL AND state NOT IN ('pulled', 'dissolved');

CREATE INDEX parcels_by_wave ON parcels (wave_id, sort_position) WHERE wave_id IS NOT NULL;

CREATE INDEX sku_barcodes_by_sku ON sku_barcodes (sku_code);

CREATE INDEX skus_miscounted ON skus (sku_code) WHERE stock < 0;

CREATE TRIGGER closed_orders_added AFTER INSERT ON orders
     WHEN new.state IN ('unpaid', 'shipped', 'finished', 'cancelled') BEGIN
       INSERT INTO closed_order_counts VALUES (new.state, new.shop_id, new.door_tag, 1)
         ON CONFLICT DO UPDATE SET order_count = order_count + 1;
     END;

CREATE TRIGGER closed_orders_changed AFTER UPDATE OF state, shop_id, door_tag ON orders
     WHEN (old.state IN ('unpaid', 'shipped', 'finished', 'cancelled') OR new.state IN ('unpaid', 'shipped', 'finished', 'cancelled'))
       AND (old.state, old.shop_id, old.door_tag) <> (new.state, new.shop_id, new.door_tag) BEGIN
       UPDATE closed_order_counts SET order_count = order_count - 1
         WHERE state = old.state AND shop_id = old.shop_id AND door_tag = old.door_tag;
       INSERT INTO closed_order_counts
         SELECT new.state, new.shop_id, new.door_tag, 1 WHERE new.state IN ('unpaid', 'shipped', 'finished', 'cancelled')
         ON CONFLICT DO UPDATE SET order_count = order_count + 1;
     END;

CREATE TRIGGER closed_orders_removed AFTER DELETE ON orders
     WHEN old.state IN ('unpaid', 'shipped', 'finished', 'cancelled') BEGIN
       UPDATE closed_order_counts SET order_count = order_count - 1
         WHERE state = old.state AND shop_id = old.shop_id AND door_tag = old.door_tag;
     END;

CREATE TRIGGER orders_stale_by_waybill AFTER UPDATE OF tracking_number ON parcels
     WHEN new.tracking_number IS NOT old.tracking_number BEGIN
       UPDATE orders SET is_search_stale = 1 WHERE is_search_stale = 0
         AND order_key IN (SELECT order_key FROM parcel_lines WHERE parcel_id = new.parcel_id);
     END;
