// The system's Chromium for tests, quiet and with a fresh profile.

import { type Browser, chromium } from 'playwright-core';

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.PARCELBENCH_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  });
}
