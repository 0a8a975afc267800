// Requests: orders as files for a spreadsheet.

import { z } from 'zod';
import { job } from '../basics/request.ts';
import { orderFilterSchema } from '../search/order-filter.ts';
import type { OrderExporter } from './order-exporter.ts';

const exportId = z.string().min(1).max(60);
const requestId = z.string().optional();

export function exportsApi({ exporter }: { readonly exporter: OrderExporter }) {
  return {
    /**
     * Writes the orders of the last `export.mostDays` days that filter and search leave, newest first, into files of at most
     * `export.mostOrders` orders in the data folder. Told as job.progress with `exportId`, `stage` the number of the file.
     * Refusals: `export.busy`, `export.cancelled`. Faults: `export.cannot-write` (file).
     */
    'orders.export': job({
      role: 'supervisor',
      argument: z.strictObject({
        exportId,
        filter: orderFilterSchema.default({}),
        search: z.string().max(10_000).default(''),
        format: z.enum(['csv', 'xlsx']),
        language: z.enum(['zh-CN', 'en']).default('zh-CN'),
        requestId,
      }),
      run: ({ requestId: _requestId, ...order }, caller) => exporter.run(order, caller),
    }),

    /** Stops an export; none of its files is left. Refusal: `export.not-running`. */
    'orders.cancelExport': job({
      role: 'supervisor',
      argument: z.strictObject({ exportId, requestId }),
      run: (asked) => exporter.cancel(asked.exportId),
    }),
  };
}
