// A Code 128 as an image address, crisp at any size.

import { code128, drawingSVG } from 'bwip-js/generic';

export function drawCode128(text: string): string {
  const svg = String(code128({ bcid: 'code128', text, height: 12, scale: 2 }, drawingSVG()));
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
