// Who an order goes to: how clear text is masked for screens, made into a key that can be compared, and sealed at rest.
// What a platform has masked stays exactly as the platform masked it.

import { z } from 'zod';
import type { Vault } from '../database/vault.ts';
import { findPickupWords } from '../platforms/pickup-words.ts';

/** As it may be printed on a label. */
export interface Recipient {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

const recipientSchema = z.object({ name: z.string(), phone: z.string(), address: z.string() });

/** True for a text the platform has masked (`王**`, `138****5678`) or given only as ciphertext. */
export function isMaskedText(text: string): boolean {
  // Nearly every text of a file is clear: these five characters are looked for before any pattern is.
  if (!/[*＊•#$~]/.test(text)) return false;
  return /[*＊]{2}|\p{L}[*＊]|•{2}/u.test(text) || isCiphertext(text);
}

/** Douyin exports carry receivers as `##…##` or `$$…$$`: nothing that a person could read. */
export function isCiphertext(text: string): boolean {
  return /^(##|\$\$|#[A-Za-z0-9+/=]{16,}|~[A-Za-z0-9+/=]{16,}~)/.test(text);
}

/** `王小明` → `王**`, `Anna Lee` → `A*** L**`. Already masked names come back as they are. */
export function maskName(name: string): string {
  if (name === '' || isMaskedText(name)) return name;
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const letters = [...word];
      return `${letters[0]}${'*'.repeat(Math.max(1, letters.length - 1))}`;
    })
    .join(' ');
}

/** `13800005678` → `138****5678`, `(+60)172345654` → `(+60)172****54`; short numbers keep their last two digits. */
export function maskPhone(phone: string): string {
  if (phone === '' || isMaskedText(phone)) return phone;
  const [, prefix = '', rest = ''] = /^(\(\+?\d+\)|\+\d{1,3}[\s-])?(.*)$/.exec(phone) ?? [];
  const digits = rest.replace(/\D/g, '');
  if (digits.length >= 11) return `${prefix}${digits.slice(0, 3)}****${digits.slice(-4)}`;
  if (digits.length >= 7) return `${prefix}${digits.slice(0, 3)}****${digits.slice(-2)}`;
  return `${prefix}****${digits.slice(-2)}`;
}

/**
 * Keeps the region and hides street and house. That it is a pickup point, and which kind, stays readable: the guard asks
 * (door.pickup-point), and it tells nothing about a person. Already masked addresses come back as they are.
 */
export function maskAddress(address: string, region: string): string {
  if (address === '' || isMaskedText(address)) return address;
  return [region, '****', ...findPickupWords(address)].filter((part) => part !== '').join(' ');
}

const between = ' · ';

/** The one text by which a recipient is shown and searched: name, phone, address, taken apart again by `splitMask`. */
export function joinMask(recipient: Recipient): string {
  return [recipient.name, recipient.phone, recipient.address]
    .map((part) => part.replaceAll(between, '·').trim())
    .join(between);
}

export function splitMask(mask: string): Recipient {
  const [name = '', phone = '', ...address] = mask.split(between);
  return { name, phone, address: address.join(between) };
}

/** What may be shown of this recipient. */
export function recipientMaskOf(recipient: Recipient & { region: string; isMasked: boolean }): string {
  if (recipient.isMasked) return joinMask(recipient);
  return joinMask({
    name: maskName(recipient.name),
    phone: maskPhone(recipient.phone),
    address: maskAddress(recipient.address, recipient.region),
  });
}

/**
 * Equal for one person at one address however it was typed (blanks, width, case, country prefix); null unless name,
 * phone and address are all there in clear: masked texts of different people look alike (merge.recipient).
 */
export function recipientKeyOf(vault: Vault, recipient: Recipient): string | null {
  const parts = [recipient.name, recipient.phone, recipient.address];
  if (parts.some((part) => part.trim() === '' || isMaskedText(part))) return null;
  const name = plainLetters(recipient.name);
  const phone = recipient.phone.normalize('NFKC').replace(/\D/g, '').slice(-11).replace(/^0+/, '');
  const address = plainLetters(recipient.address);
  if (name === '' || phone === '' || address === '') return null;
  return `clear:${vault.fingerprint(`${name}\n${phone}\n${address}`)}`;
}

function plainLetters(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** Clear text for the database; null when there is nothing to hide. */
export function sealRecipient(vault: Vault, recipient: Recipient & { isMasked: boolean }): Uint8Array | null {
  if (recipient.isMasked) return null;
  const { name, phone, address } = recipient;
  return vault.seal(JSON.stringify({ name, phone, address }));
}

/** Faults: `vault.cannot-open` when the key is another one or the bytes were changed. */
export function openRecipient(vault: Vault, sealed: Uint8Array): Recipient {
  return recipientSchema.parse(JSON.parse(vault.open(sealed)));
}
