import { describe, expect, it } from 'vitest';
import { createVault } from '../../main/database/vault.ts';
import {
  isCiphertext,
  isMaskedText,
  joinMask,
  maskAddress,
  maskName,
  maskPhone,
  openRecipient,
  recipientKeyOf,
  sealRecipient,
  splitMask,
} from '../../main/orders/recipient.ts';

const vault = createVault(new Uint8Array(32).fill(7));
const ada = { name: 'Ada Sampleson', phone: '(+1)5550100001', address: '1 Invented Street, Sampleton' };

describe('masks', () => {
  it.each([
    ['王小明', '王**'],
    ['王', '王*'],
    ['Ada Sampleson', 'A** S********'],
    ['王**', '王**'],
    ['', ''],
  ])('shows the name %s as %s', (name, mask) => {
    expect(maskName(name)).toBe(mask);
  });

  it.each([
    ['13800005678', '138****5678'],
    ['(+60)172345654', '(+60)172****54'],
    ['+1 555-010-0001', '+1 555****01'],
    ['12345', '****45'],
    ['138****5678', '138****5678'],
  ])('shows the phone %s as %s', (phone, mask) => {
    expect(maskPhone(phone)).toBe(mask);
  });

  it('keeps the region of an address and hides the rest', () => {
    expect(maskAddress('云上省示例市样板区虚构路1号', '云上省示例市')).toBe('云上省示例市 ****');
    expect(maskAddress('样板路1号', '')).toBe('****');
    expect(maskAddress('样板区****', '')).toBe('样板区****');
  });

  it('come apart again as they were put together', () => {
    const mask = { name: '阿·买**', phone: '138****5678', address: '云上省 · 示例市 ****' };

    expect(splitMask(joinMask(mask))).toEqual({ ...mask, address: '云上省·示例市 ****' });
  });

  it.each([
    ['王**', true],
    ['张*三', true],
    ['(+60)172****54', true],
    ['##YWJj##', true],
    ['Block 3*4', false],
    ['王小明', false],
  ])('knows that %s is masked: %s', (text, isMasked) => {
    expect(isMaskedText(text)).toBe(isMasked);
  });

  it('knows ciphertext by its marks', () => {
    expect(['##YWJj##', '$$YWJj$$', '#1 Street'].map(isCiphertext)).toEqual([true, true, false]);
  });
});

describe('the key of a recipient', () => {
  it('is the same however width, case, blanks and country prefix were typed', () => {
    const typed = {
      name: 'ADA　SAMPLESON',
      phone: '+1 555 010 0001',
      address: '１ Invented street，Sampleton.',
    };

    expect(recipientKeyOf(vault, typed)).toBe(recipientKeyOf(vault, ada));
  });

  it.each([
    ['name', 'Ben Exampleson'],
    ['phone', '(+1)5550100002'],
    ['address', '2 Invented Street, Sampleton'],
  ])('differs when the %s differs', (part, text) => {
    expect(recipientKeyOf(vault, { ...ada, [part]: text })).not.toBe(recipientKeyOf(vault, ada));
  });

  it.each([
    ['name', 'A** S****'],
    ['phone', ''],
    ['address', '##YWJj##'],
  ])('is not made when the %s is not clear', (part, text) => {
    expect(recipientKeyOf(vault, { ...ada, [part]: text })).toBeNull();
  });
});

it('is sealed so that another key does not open it', () => {
  const sealed = sealRecipient(vault, { ...ada, isMasked: false });
  if (!sealed) throw new Error('clear text is sealed');

  expect(openRecipient(vault, sealed)).toEqual(ada);
  expect(Buffer.from(sealed).toString('utf8')).not.toContain('Ada');
  expect(() => openRecipient(createVault(new Uint8Array(32)), sealed)).toThrow('vault.cannot-open');
  expect(sealRecipient(vault, { ...ada, isMasked: true })).toBeNull();
});
