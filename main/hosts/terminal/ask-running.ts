// Asks the station that already runs on the data folder, through its door on this machine.

import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Reply } from '../../basics/request.ts';
import type { Doorway } from '../doorway-file.ts';

const refusal = z.object({ code: z.string(), facts: z.record(z.string(), z.json()) });
const replyShape = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal }),
]);

/** Undefined when nobody answers there any more, or somebody who is not our station. Waits as long as the job takes. */
export function askRunning(
  doorway: Doorway,
  name: string,
  argument: unknown,
): Promise<Reply<unknown> | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: doorway.port,
        path: '/call',
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${doorway.key}` },
      },
      async (response) => {
        try {
          const pieces: Buffer[] = [];
          for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece);
          const reply = replyShape.safeParse(JSON.parse(Buffer.concat(pieces).toString('utf8')));
          const isOurs = reply.success && response.statusCode !== 401 && response.statusCode !== 403;
          resolve(isOurs ? (reply.data as Reply<unknown>) : undefined); // of that shape
        } catch {
          resolve(undefined);
        }
      },
    );
    asked.on('error', () => resolve(undefined));
    asked.end(JSON.stringify({ name, argument }));
  });
}

/** Hears the running station's events until told to stop; ready when the stream is open. */
export function hearRunning(doorway: Doorway, hear: (line: string) => void): Promise<() => void> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: doorway.port,
        path: '/events',
        headers: { authorization: `Bearer ${doorway.key}` },
      },
      (response) => {
        const lines = createInterface({ input: response });
        lines.on('line', (line) => {
          if (line.startsWith('data: ')) hear(line.slice('data: '.length));
        });
        lines.on('error', () => {}); // cut off by ourselves, or the station is gone: the call itself tells
        resolve(() => asked.destroy());
      },
    );
    asked.on('error', () => resolve(() => {}));
    asked.end();
  });
}
