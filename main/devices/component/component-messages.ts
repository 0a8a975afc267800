// What is said to a platform's print component and what it says back: JSON texts over a local socket (douyin-api.md section 6). The
// component of 抖店 and that of Cainiao are one family: the same words, another port, and only the first wants signed `params`.

import { z } from 'zod';

export const dialects = {
  douyin: { port: 13_888, wantsParams: true },
  cainiao: { port: 13_528, wantsParams: false },
} as const;
export type Dialect = keyof typeof dialects;

/** Each has its sentence under `printing.why.<reason>`. */
export const componentReasons = [
  'component.not-running', // nobody listens: it must be started
  'component.no-answer',
  'component.nonsense', // what listens there is no print component
  'component.connection-lost',
  'component.closed', // we let go ourselves
  'component.too-old',
  'component.printer-unknown', // it knows no printer of that name
  'component.refused-task', // it took the label not at all
  'component.print-failed', // it took it and says it failed
  'component.print-cancelled',
  'component.no-key', // no linked shop signs for it
  'component.label-unreadable', // not a label of the platform
] as const;
export type ComponentReason = (typeof componentReasons)[number];

/**
 * A label as the platform made it, for its component only: nobody else can read it, and we need not. As JSON in UTF-8 it is the bytes
 * of one label that a component's printer takes.
 */
export const componentDocument = z.strictObject({
  encryptedData: z.string().min(1),
  signature: z.string().min(1),
  templateURL: z.string().min(1),
  ver: z.string().optional(),
  /** The sender's address where it is another than the platform has. */
  addData: z.record(z.string(), z.unknown()).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  /** Our own strip of the label. */
  custom: z
    .strictObject({ templateURL: z.string().min(1), data: z.record(z.string(), z.unknown()) })
    .optional(),
});
export type ComponentDocument = z.infer<typeof componentDocument>;

const printers = z.object({
  cmd: z.literal('getPrinters'),
  requestID: z.string(),
  defaultPrinter: z.string().nullish(),
  printers: z.array(z.object({ name: z.string() })),
});

const taken = z.object({
  cmd: z.literal('print'),
  requestID: z.string(),
  taskID: z.string().nullish(),
  status: z.enum(['success', 'failed']),
  msg: z.string().nullish(),
});

const result = z.object({
  cmd: z.literal('notifyPrintResult'),
  taskID: z.string(),
  taskStatus: z.enum(['rendered', 'printed', 'failed']),
  printStatus: z
    .array(
      z.object({
        documentID: z.string().nullish(),
        status: z.enum(['success', 'failed', 'canceled']).nullish(),
      }),
    )
    .nullish(),
});

/** An answer to anything, as an old version gives it that does not know the command. */
const refusal = z.object({
  cmd: z.string(),
  requestID: z.string(),
  status: z.literal('failed'),
  msg: z.string().nullish(),
});

const message = z.union([printers, taken, result, refusal]);
export type ComponentMessage = z.infer<typeof message>;
export type PrintResult = z.infer<typeof result>;

/** Longer than any of its messages: labels do not come back. */
const mostCharacters = 1_000_000;

/** Undefined when it is none of the messages we know: of a newer version, or nonsense. `other` is JSON all the same. */
export function parseComponentMessage(text: unknown): ComponentMessage | 'other' | undefined {
  if (typeof text !== 'string' || text.length > mostCharacters) return undefined;
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = message.safeParse(said);
  if (parsed.success) return parsed.data;
  const command = z.object({ cmd: z.string() }).safeParse(said);
  if (!command.success) return undefined;
  // A message of ours with a shape that is not ours is nonsense; one of another name is its own affair.
  return ['getPrinters', 'print', 'notifyPrintResult'].includes(command.data.cmd) ? undefined : 'other';
}

/** What a failed answer means, by its words: no table of its numbers is published. */
export function reasonOfRefusal(text: string | null | undefined): ComponentReason {
  if (/版本|升级|version|unsupported|not support/i.test(text ?? '')) return 'component.too-old';
  if (/找不到.*打印机|打印机.*不存在|printer.*not (found|exist)/i.test(text ?? ''))
    return 'component.printer-unknown';
  return 'component.refused-task';
}

/** One document per task: of a task with several nobody could say which came out. */
export function printTask(options: {
  readonly taskId: string;
  readonly printer: string;
  readonly document: ComponentDocument;
  /** Signed a moment ago; null for a component that fetches no key. */
  readonly params: string | null;
  /** Its place in the batch: components since 1.0.1.3 show it. */
  readonly position: number;
  readonly of: number | null;
}): Record<string, unknown> {
  const { custom, ...content } = options.document;
  return {
    taskID: options.taskId,
    printer: options.printer,
    preview: false,
    firstDocumentNumber: options.position,
    ...(options.of === null ? {} : { totalDocumentCount: options.of }),
    documents: [
      {
        documentID: options.taskId,
        contents: [
          options.params === null ? content : { params: options.params, ...content },
          ...(custom ? [{ data: custom.data, templateURL: custom.templateURL }] : []),
        ],
      },
    ],
  };
}
