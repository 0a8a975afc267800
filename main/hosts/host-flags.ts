// What a person may write behind the command that starts a host.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { usualDataFolder } from './data-folder.ts';

export interface HostFlags {
  readonly dataFolder: string;
  readonly mode: 'training' | undefined;
  /** 0: any free one. */
  readonly port: number;
  readonly opensWindow: boolean;
}

/** Throws a TypeError that names the flag when one is unknown or has no sense. */
export function parseHostFlags(words: readonly string[]): HostFlags {
  const { values } = parseArgs({
    args: [...words],
    options: {
      data: { type: 'string' },
      training: { type: 'boolean' },
      port: { type: 'string' },
      'no-open': { type: 'boolean' },
    },
  });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError(`--port ${values.port}: a port is a number from 0 to 65535`);
  }
  return {
    dataFolder: values.data === undefined ? usualDataFolder() : fromWhereAsked(values.data),
    mode: values.training ? 'training' : undefined,
    port,
    opensWindow: !values['no-open'],
  };
}

/** npm runs scripts in the program's own folder and tells where the person was. */
export function fromWhereAsked(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}
