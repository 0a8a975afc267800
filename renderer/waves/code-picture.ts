// A Code 128 or QR drawn as an image address, crisp at any size, for sheets that are scanned.

import { code128, drawingSVG, qrcode } from 'bwip-js/generic';

export function drawCode128(text: string): string {
  return toAddress(code128({ bcid: 'code128', text, height: 12, scale: 2 }, drawingSVG()));
}

export function drawQr(text: string): string {
  return toAddress(qrcode({ bcid: 'qrcode', text, scale: 2 }, drawingSVG()));
}

function toAddress(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
