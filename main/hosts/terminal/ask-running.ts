// Asks the station that already runs on the data folder, through its door on this machine.

import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Caller, Reply } from '../../basics/request.ts';
import type { Doorway } from '../doorway-file.ts';
import { eventLines } from '../loopback.ts';

const refusal = z.object({ code: z.string(), facts: z.record(z.string(), z.json()) });
const replyShape = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal }),
]);

const lineShape = z.union([z.object({ event: z.unknown() }), z.object({ reply: replyShape })]);

/**
 * Tells every event that happens meanwhile. Undefined when nobody answers there any more, or somebody who is not our
 * station. Waits as long as the job takes.
 */
export function askRunning(
  doorway: Doorway,
  name: string,
  argument: unknown,
  more: {
    readonly hear?: ((event: unknown) => void) | undefined;
    readonly credentials?: Caller['credentials'] | undefined;
  } = {},
): Promise<Reply<unknown> | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: doorway.port,
        path: '/call',
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: eventLines,
          authorization: `Bearer ${doorway.key}`,
        },
      },
      (response) => {
        const isOurs = response.statusCode !== 401 && response.statusCode !== 403;
        let reply: Reply<unknown> | undefined;
        const lines = createInterface({ input: response });
        lines.on('line', (line) => {
          const told = parseLine(line);
          if (told && 'reply' in told) reply = told.reply;
          else if (told) more.hear?.(told.event);
        });
        lines.on('close', () => resolve(isOurs ? reply : undefined));
      },
    );
    asked.on('error', () => resolve(undefined));
    asked.end(JSON.stringify({ name, argument, credentials: more.credentials }));
  });
}

/** An event, the reply, or (said before the request was heard) the reply alone. */
function parseLine(line: string): { event: unknown } | { reply: Reply<unknown> } | undefined {
  try {
    const content: unknown = JSON.parse(line);
    const alone = replyShape.safeParse(content);
    if (alone.success) return { reply: alone.data as Reply<unknown> }; // of that shape
    const told = lineShape.safeParse(content);
    return told.success ? (told.data as { event: unknown } | { reply: Reply<unknown> }) : undefined; // the same
  } catch {
    return undefined;
  }
}
