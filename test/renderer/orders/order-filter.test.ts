import { describe, expect, it } from 'vitest';
import {
  openOrders,
  orderRowKey,
  parseOrderFilter,
  withFacet,
} from '../../../renderer/orders/orders-store.ts';

describe('a filter that came from outside', () => {
  it('keeps what the station knows', () => {
    const filter = { state: ['open'], due: '2h', door: ['tagged'], shopId: 'shop-1', unplanned: true };

    expect(parseOrderFilter(filter)).toEqual(filter);
  });

  it('leaves out what nobody knows', () => {
    expect(parseOrderFilter({ state: ['lost'], due: 'soon', door: 'tagged', colour: 'red' })).toEqual({});
  });

  it('is the open orders when it is no filter at all', () => {
    expect(parseOrderFilter(null)).toEqual(openOrders);
    expect(parseOrderFilter('open')).toEqual(openOrders);
  });
});

describe('a facet', () => {
  it('narrows, and widens again when it is taken away', () => {
    const narrow = withFacet(openOrders, 'due', 'overdue');

    expect(narrow).toEqual({ state: ['open'], due: 'overdue' });
    expect(withFacet(narrow, 'due', undefined)).toEqual(openOrders);
  });
});

describe('a row', () => {
  it('is known by its key and its order number', () => {
    expect(orderRowKey({ orderKey: 7, orderId: '69250001' as never })).toBe('7 69250001');
  });
});
