// A printer that only a platform's print component may feed: it is handed the platform's own encrypted label and prints it itself.
// Taken is not printed, and drawn is not printed: only its word "printed" about the one document of a task counts. A socket that is
// lost before that leaves the label in doubt, and nothing is sent again by itself.

import type { Clock } from '../../basics/clock.ts';
import type { PrinterId, RandomBytes } from '../../basics/ids.ts';
import type {
  ConfirmedLabel,
  LabelFormat,
  LabelPrinter,
  PrintableLabel,
  SendOutcome,
} from '../printers/printer.ts';
import { type ComponentLink, openComponentLink } from './component-link.ts';
import {
  type ComponentDocument,
  type ComponentReason,
  componentDocument,
  type Dialect,
  dialects,
  type PrintResult,
  printTask,
  reasonOfRefusal,
} from './component-messages.ts';

/**
 * The text with which the component fetches its key, signed now by the shop of this label: it is good for minutes only. A reason when
 * it cannot be made, for want of the network or the shop's permission; then nothing is sent.
 */
export type SignForComponent = (
  labelId: string,
) => Promise<{ readonly params: string } | { readonly reason: string }>;

export interface ComponentPrinterOptions {
  readonly printerId: PrinterId;
  readonly dialect: Dialect;
  /** As the component calls it. */
  readonly printer: string;
  /** Null, where the dialect's component listens. */
  readonly port: number | null;
  readonly answerWithinMs: number;
  /** A label that the component took and says nothing more of is given up. */
  readonly stallMs: number;
  readonly signParams: SignForComponent;
}

/** What a preview of such a label is drawn as; the label itself is the platform's. */
const format: LabelFormat = { dotsPerMm: 8, encoding: { kind: 'png' } };

interface Task {
  readonly labelId: string;
  readonly sentAt: number;
}

export function createComponentPrinter(
  options: ComponentPrinterOptions,
  parts: { readonly clock: Clock; readonly random: RandomBytes },
): LabelPrinter {
  const { clock } = parts;
  const reach = {
    port: options.port ?? dialects[options.dialect].port,
    answerWithinMs: options.answerWithinMs,
  };
  /** Taken, or perhaps taken, and not known to be printed; by the task's id, which is the label's own and never changes. */
  const tasks = new Map<string, Task>();
  let link: ComponentLink | undefined;
  let confirmed: ConfirmedLabel[] = [];
  let doubt: string | null = null;
  let wake: () => void = () => {};

  function take(result: PrintResult): void {
    const task = tasks.get(result.taskID);
    if (!task || result.taskStatus === 'rendered') return; // drawn is not printed; said twice is said once
    const own = result.printStatus?.find(({ documentID }) => (documentID ?? result.taskID) === result.taskID);
    if (result.taskStatus === 'printed' && own?.status === 'success') {
      tasks.delete(result.taskID);
      confirmed.push({ labelId: task.labelId, evidence: 3, printedCount: null, isMaybeTwice: false });
    } else if (result.taskStatus === 'failed' || own?.status === 'failed') doubt ??= 'component.print-failed';
    else if (own?.status === 'canceled') doubt ??= 'component.print-cancelled';
    wake(); // "printed" without a word about the document proves nothing, and is waited out
  }

  async function openRun(): Promise<ComponentLink | ComponentReason> {
    const opened = await openComponentLink(reach, clock);
    if (typeof opened === 'string') return opened;
    const reason = await whyNotReady(opened);
    if (reason !== null) {
      opened.close();
      return reason;
    }
    opened.onResult(take);
    void opened.closed.then(() => {
      if (link === opened && tasks.size > 0) doubt ??= opened.lost;
      wake();
    });
    return opened;
  }

  async function whyNotReady(opened: ComponentLink): Promise<ComponentReason | null> {
    const found = await askForPrinters(opened, requestId());
    if (typeof found === 'string') return found;
    return found.printers.includes(options.printer) ? null : 'component.printer-unknown';
  }

  const requestId = () => Buffer.from(parts.random(12)).toString('hex');

  async function send(label: PrintableLabel): Promise<SendOutcome> {
    const document = parseDocument(label.bytes);
    if (!document) return { kind: 'nothing-sent', reason: 'component.label-unreadable' };
    if (link && tasks.size > 0) doubt ??= link.lost;
    if (doubt !== null) return { kind: 'nothing-sent', reason: doubt };
    if (!link || link.lost !== null) {
      const opened = await openRun();
      if (typeof opened === 'string') return { kind: 'nothing-sent', reason: opened };
      link = opened;
    }
    const signed = dialects[options.dialect].wantsParams
      ? await options.signParams(label.labelId)
      : { params: null };
    if ('reason' in signed) return { kind: 'nothing-sent', reason: signed.reason };
    const current = link;
    if (current.lost !== null) return { kind: 'nothing-sent', reason: current.lost };
    const taskId = label.labelId;
    tasks.set(taskId, { labelId: label.labelId, sentAt: clock.now() });
    const { printer } = options;
    const { params } = signed;
    const task = printTask({ taskId, printer, document, params, position: label.position, of: null });
    const answer = await current.ask(requestId(), 'print', { task });
    if (typeof answer === 'string') {
      if (!tasks.has(taskId)) return { kind: 'delivered', evidence: null }; // its result came before its answer
      doubt ??= answer;
      return { kind: 'in-doubt', reason: answer };
    }
    if ('status' in answer && answer.status === 'success') return { kind: 'delivered', evidence: null };
    tasks.delete(taskId);
    return { kind: 'nothing-sent', reason: reasonOfRefusal('msg' in answer ? answer.msg : null) };
  }

  async function confirm() {
    for (;;) {
      if (confirmed.length > 0 || doubt !== null || tasks.size === 0) {
        const news = { confirmed, doubt };
        confirmed = [];
        return news;
      }
      const oldest = Math.min(...[...tasks.values()].map(({ sentAt }) => sentAt));
      const isNews = await new Promise<boolean>((resolve) => {
        const cancel = clock.after(Math.max(0, oldest + options.stallMs - clock.now()), () => resolve(false));
        wake = () => {
          cancel();
          resolve(true);
        };
      });
      if (!isNews) doubt ??= 'component.no-answer';
    }
  }

  function letGo(): void {
    const current = link;
    link = undefined;
    current?.close();
    tasks.clear();
  }

  return {
    printerId: options.printerId,
    format,
    isForSealed: true,
    get unconfirmed() {
      return tasks.size;
    },
    send,
    confirm,
    async finish() {
      const all: ConfirmedLabel[] = [];
      while (tasks.size > 0 || confirmed.length > 0) {
        const news = await confirm();
        all.push(...news.confirmed);
        if (news.doubt !== null) break;
      }
      const ended = { confirmed: all, doubt };
      letGo();
      doubt = null;
      return ended;
    },
    forgetHeld: async () => null, // it has no word for that; a label goes again only when a person has looked
    async readState() {
      if (link) return { kind: 'busy' };
      const opened = await openComponentLink(reach, clock);
      if (typeof opened === 'string') return { kind: 'unreachable', reason: opened };
      const reason = await whyNotReady(opened);
      opened.close();
      return reason === null ? { kind: 'ready' } : { kind: 'unreachable', reason };
    },
    async close() {
      if (tasks.size > 0) doubt ??= 'component.closed';
      letGo();
      wake();
    },
  };
}

function parseDocument(bytes: Uint8Array): ComponentDocument | undefined {
  try {
    return componentDocument.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

export interface ComponentPrinters {
  readonly printers: readonly string[];
  readonly defaultPrinter: string | null;
}

async function askForPrinters(
  link: ComponentLink,
  requestId: string,
): Promise<ComponentPrinters | ComponentReason> {
  const answer = await link.ask(requestId, 'getPrinters');
  if (typeof answer === 'string') return answer;
  if (!('printers' in answer)) return reasonOfRefusal('msg' in answer ? answer.msg : null);
  return {
    printers: answer.printers.map(({ name }) => name),
    defaultPrinter: answer.defaultPrinter ?? null,
  };
}

/** Which printers the component of this machine can reach. */
export async function listComponentPrinters(
  reach: { readonly port: number; readonly answerWithinMs: number },
  parts: { readonly clock: Clock; readonly random: RandomBytes },
): Promise<ComponentPrinters | ComponentReason> {
  const link = await openComponentLink(reach, parts.clock);
  if (typeof link === 'string') return link;
  const found = await askForPrinters(link, Buffer.from(parts.random(12)).toString('hex'));
  link.close();
  return found;
}
