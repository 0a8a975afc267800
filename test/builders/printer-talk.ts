// A plain socket to a simulated printer: sends bytes, and hands what comes back to whoever waits for an answer.

import { connect } from 'node:net';
import type { DeviceReading, StatusQuestion } from '../../main/devices/printers/language.ts';

export interface PrinterTalk extends AsyncDisposable {
  send(bytes: Uint8Array): void;
  /** Sends the question and waits for its whole answer. */
  ask(question: StatusQuestion): Promise<DeviceReading | 'nonsense'>;
}

export async function talkTo(port: number): Promise<PrinterTalk> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('error', () => {});
  let listen: ((piece: Uint8Array) => void) | undefined;
  socket.on('data', (piece) => listen?.(piece));
  return {
    send: (bytes) => void socket.write(bytes),
    ask: (question) =>
      new Promise((resolve) => {
        const answer = question.newAnswer();
        listen = (piece) => {
          const told = answer.feed(piece);
          if (told !== 'more') resolve(told === 'whole' ? answer.read() : told);
        };
        socket.write(question.ask);
      }),
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}
