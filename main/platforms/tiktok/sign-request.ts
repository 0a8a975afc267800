// The text that TikTok Shop wants signed: path, then every query parameter in byte order, then the very body that is sent.
// Decoded values are signed; encoding happens on the wire only.

export type Query = Readonly<Record<string, string>>;

/** `body` as it leaves; undefined for a GET. A multipart body is not part of it. */
export function textToSign(
  path: string,
  query: Query,
  body?: string,
  contentType = 'application/json',
): string {
  const names = Object.keys(query)
    .filter((name) => name !== 'sign' && name !== 'access_token')
    .sort(byCodeUnit);
  const isMultipart = contentType.split(';')[0]?.trim().toLowerCase() === 'multipart/form-data';
  return path + names.map((name) => name + query[name]).join('') + (isMultipart ? '' : (body ?? ''));
}

/** Plain order of code units: a locale would put capitals and underscores elsewhere. */
function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** As it stands in the address. */
export function encodeQuery(query: Query): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
