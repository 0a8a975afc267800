// A scan on the orders screen opens the order it names, or ticks it while "scan to select" is on.

import { openScannedCode } from '../frame/open-scanned-code.ts';
import { ask } from '../parts/station.ts';
import { playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { orderRowKey, showOrders, useOrders } from './orders-store.ts';

export function useOrderScans(): void {
  useScans((scan) => {
    void tickOrOpen(scan.code);
    return true;
  });
}

async function tickOrOpen(code: string): Promise<void> {
  if (!useOrders.getState().isScanSelecting) {
    openScannedCode(code);
    return;
  }
  const page = await ask('orders.page', { search: code.trim(), filter: {}, offset: 0, limit: 2 });
  const order = page.ok && page.value.total === 1 ? page.value.rows[0] : undefined;
  if (!order) {
    openScannedCode(code);
    return;
  }
  playSignal('ok');
  showOrders((state) => ({ selected: new Set([...state.selected, orderRowKey(order)]) }));
}
