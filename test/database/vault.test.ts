import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createVault } from '../../main/database/vault.ts';

const vault = createVault(new Uint8Array(32).fill(3));

it('gives back what it sealed, and no byte of it is readable before', () => {
  const sealed = vault.seal('王小明 13800000000');

  expect(Buffer.from(sealed).includes('13800000000')).toBe(false);
  expect(vault.open(sealed)).toBe('王小明 13800000000');
});

it('does not open with another key', () => {
  const other = createVault(randomBytes(32));

  expect(() => other.open(vault.seal('x'))).toThrow('vault.cannot-open');
});

it('does not open what was changed', () => {
  const sealed = Uint8Array.from(vault.seal('x'));
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;

  expect(() => vault.open(sealed)).toThrow('vault.cannot-open');
});

it('gives equal texts equal fingerprints and never seals twice alike', () => {
  expect(vault.fingerprint('a')).toBe(vault.fingerprint('a'));
  expect(vault.fingerprint('a')).not.toBe(vault.fingerprint('b'));
  expect(vault.seal('a')).not.toEqual(vault.seal('a'));
});
