// The built screens as bytes with their headers, for a host to hand to its window. Only files of the built renderer, only
// below its folder, always under the same strict policy: own scripts only, nothing from anywhere else.

import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Inline styles are allowed because the component library sets sizes with them; inline scripts are not. */
export const contentPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `font-src 'self' data:`,
  `media-src 'self' blob:`,
  `connect-src 'self'`,
  `worker-src 'self'`,
  `manifest-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const guard = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Everything off but the camera, which the bench uses for packing photos.
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.wasm': 'application/wasm',
};

/** `path` is an address's path, e.g. `/assets/index-1a2b.js`; `/` is the first page. */
export async function findPage(folder: string, path: string): Promise<Page> {
  const file = fileWithin(folder, path === '/' ? '/index.html' : path);
  const type = file && types[extname(file)];
  if (!file || !type) return notFound;
  try {
    const body = await readFile(file);
    return {
      status: 200,
      headers: { ...guard, 'content-type': type, 'cache-control': cachingOf(path) },
      body,
    };
  } catch {
    return notFound;
  }
}

/** The page with a script that runs before its own. */
export function withScript(page: Page, source: string): Page {
  const html = Buffer.from(page.body).toString('utf8');
  return { ...page, body: Buffer.from(html.replace('<head>', `<head><script src="${source}"></script>`)) };
}

/** One script of our own that is no part of the renderer. */
export function scriptPage(body: Uint8Array): Page {
  return {
    status: 200,
    headers: { ...guard, 'content-type': types['.js'] ?? '', 'cache-control': 'no-store' },
    body,
  };
}

const notFound: Page = {
  status: 404,
  headers: { ...guard, 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from('Not here.'),
};

// The build puts a fingerprint of the content into the name of everything below assets/.
function cachingOf(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
}

function fileWithin(folder: string, path: string): string | undefined {
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (plain.includes('\0')) return undefined;
  const file = normalize(join(folder, plain));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : undefined;
}
