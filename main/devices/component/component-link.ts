// The socket to a print component on this machine, and only this machine: what is said carries the shop's key, so that it goes to
// 127.0.0.1 and into no log. Answers find their question by its id; results of tasks come unasked, when they come.

import { connect } from 'node:net';
import type { Clock } from '../../basics/clock.ts';
import {
  type ComponentMessage,
  type ComponentReason,
  type PrintResult,
  parseComponentMessage,
} from './component-messages.ts';

const host = '127.0.0.1';
const connectWithinMs = 3_000;

/** Answers are told from results by their command. */
type Answer = Exclude<ComponentMessage, PrintResult>;

export interface ComponentLink {
  readonly lost: ComponentReason | null;
  readonly closed: Promise<void>;
  /** Resolves with the answer, or why there is none: then nobody knows whether the component heard us. */
  ask(requestId: string, command: string, more?: Record<string, unknown>): Promise<Answer | ComponentReason>;
  /** Set by whoever prints. */
  onResult(listen: (result: PrintResult) => void): void;
  close(): void;
}

export async function openComponentLink(
  options: { readonly port: number; readonly answerWithinMs: number },
  clock: Clock,
): Promise<ComponentLink | ComponentReason> {
  // The socket's own opening does not say why it failed.
  const isThere = await isListening(options.port, clock);
  if (isThere !== true) return isThere;
  const socket = new WebSocket(`ws://${host}:${options.port}`);
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  const questions = new Map<string, (answer: Answer | ComponentReason) => void>();
  let listen: (result: PrintResult) => void = () => {};
  let lost: ComponentReason | null = null;

  function lose(reason: ComponentReason): void {
    lost ??= reason;
    socket.close();
    for (const answer of questions.values()) answer(lost);
    questions.clear();
    close();
  }

  socket.addEventListener('error', () => lose('component.connection-lost'));
  socket.addEventListener('close', () => lose('component.connection-lost'));
  socket.addEventListener('message', ({ data }) => {
    const said = parseComponentMessage(data);
    if (said === 'other') return;
    if (said === undefined) lose('component.nonsense');
    else if (said.cmd === 'notifyPrintResult' && 'taskStatus' in said) listen(said);
    else if ('requestID' in said) questions.get(said.requestID)?.(said);
  });
  const opened = await new Promise<ComponentReason | null>((resolve) => {
    const cancel = clock.after(connectWithinMs, () => resolve('component.no-answer'));
    socket.addEventListener('open', () => {
      cancel();
      resolve(null);
    });
    void closed.then(() => {
      cancel();
      resolve('component.nonsense'); // somebody listens there and does not shake hands
    });
  });
  if (opened !== null) {
    lose(opened);
    return opened;
  }

  return {
    get lost() {
      return lost;
    },
    closed,
    ask(requestId, command, more = {}) {
      if (lost !== null) return Promise.resolve(lost);
      return new Promise((resolve) => {
        const cancel = clock.after(options.answerWithinMs, () => {
          questions.delete(requestId);
          resolve('component.no-answer');
        });
        questions.set(requestId, (answer) => {
          cancel();
          questions.delete(requestId);
          resolve(answer);
        });
        socket.send(JSON.stringify({ cmd: command, requestID: requestId, version: '1.0', ...more }));
      });
    },
    onResult(next) {
      listen = next;
    },
    close() {
      lose('component.closed');
    },
  };
}

/** True when somebody listens there; hangs up at once and says nothing. */
function isListening(port: number, clock: Clock): Promise<true | ComponentReason> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (answer: true | ComponentReason) => {
      cancel();
      socket.destroy();
      resolve(answer);
    };
    const cancel = clock.after(connectWithinMs, () => settle('component.no-answer'));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle('component.not-running'));
  });
}
