// One spelling for every code that is scanned, typed or imported: full-width to ASCII, no blanks or control characters, upper case.

/**
 * The spelling under which codes are compared. Keeps hyphens (bins and SKUs use them); removes an AIM symbology prefix
 * (`]C1`…, sent by scanners set to announce the symbology), blanks, and control characters.
 */
export function normaliseCode(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\][A-Za-z][0-9A-Za-z]/, '')
    .toUpperCase();
}
