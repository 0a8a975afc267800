import { expect, it } from 'vitest';
import { shortenIds } from '../../../renderer/parts/say-rule.ts';

it('cuts long order numbers to their last four digits', () => {
  const said = shortenIds({ why: 'mixed', tagged: ['6925000000022173228'], untagged: '6925000000045930258' });

  expect(said).toEqual({ why: 'mixed', tagged: ['…3228'], untagged: '…0258' });
});

it('keeps as many digits as tell two orders apart, and one order the same everywhere', () => {
  const said = shortenIds({
    orders: ['6925000000001233228', '6925000000004563228'],
    gift: '6925000000001233228',
  });

  expect(said).toEqual({ orders: ['…33228', '…63228'], gift: '…33228' });
});

it('leaves goods, tracking numbers and short numbers as they are', () => {
  const facts = {
    sku: 'TEA-LJ-125',
    trackingNumber: 'ZT780410000055',
    pieces: 2,
    orders: ['1001'],
    from: null,
  };

  expect(shortenIds(facts)).toEqual(facts);
});
