// The few words of IPP 1.1 (RFC 8010, 8011) that a print queue needs: requests as bytes, answers as groups of attributes, one HTTP
// exchange each. Answers come from outside: what does not parse is nonsense, never a guess.

import { request } from 'node:http';
import type { Clock } from '../../../basics/clock.ts';
import { type WireReason, wireReasonOf } from '../wire.ts';
import { within } from './line-ends.ts';

export const operations = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  cupsGetDefault: 0x4001,
  cupsGetPrinters: 0x4002,
} as const;

export const notFound = 0x0406;
const notAuthenticated = 0x0402;
const notAuthorized = 0x0403;
const forbidden = 0x0401;

/** Where the answers of a print server or printer are had. */
export type IppServer =
  | { readonly host: string; readonly port: number }
  /** The print service of this machine, where it listens as a file. */
  | { readonly socketPath: string };

type RequestValue =
  | { readonly tag: 'uri' | 'name' | 'keyword' | 'mime-type'; readonly value: string | readonly string[] }
  | { readonly tag: 'integer'; readonly value: number }
  | { readonly tag: 'boolean'; readonly value: boolean };

export interface IppRequest {
  readonly operation: number;
  readonly attributes: readonly (readonly [name: string, value: RequestValue])[];
  readonly jobAttributes?: readonly (readonly [name: string, value: RequestValue])[];
  readonly data?: Uint8Array;
}

export interface IppAnswer {
  /** Below 0x0100: it was done. */
  readonly status: number;
  readonly groups: readonly IppGroup[];
}

export interface IppGroup {
  readonly kind: 'operation' | 'job' | 'printer' | 'other';
  readonly attributes: ReadonlyMap<string, readonly IppValue[]>;
}

/** What we do not read (dates, collections, resolutions) is null. */
export type IppValue = string | number | boolean | null;

const valueTags = { uri: 0x45, name: 0x42, keyword: 0x44, 'mime-type': 0x49, integer: 0x21, boolean: 0x22 };
const charsetTag = 0x47;
const languageTag = 0x48;
const endOfAttributes = 0x03;
const groupKinds: Readonly<Record<number, IppGroup['kind']>> = { 1: 'operation', 2: 'job', 4: 'printer' };
const mostAnswerBytes = 4 * 1024 * 1024;

function encodeIppRequest(asked: IppRequest, requestNumber: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(1, 0);
  head.writeUInt8(1, 1);
  head.writeUInt16BE(asked.operation, 2);
  head.writeInt32BE(requestNumber, 4);
  const pieces: Uint8Array[] = [
    head,
    Buffer.from([1]),
    attributeBytes(charsetTag, 'attributes-charset', Buffer.from('utf-8')),
    attributeBytes(languageTag, 'attributes-natural-language', Buffer.from('en')),
    ...asked.attributes.flatMap(([name, value]) => encodeAttribute(name, value)),
  ];
  if (asked.jobAttributes) {
    pieces.push(Buffer.from([2]));
    pieces.push(...asked.jobAttributes.flatMap(([name, value]) => encodeAttribute(name, value)));
  }
  pieces.push(Buffer.from([endOfAttributes]));
  if (asked.data) pieces.push(asked.data);
  return Buffer.concat(pieces);
}

function encodeAttribute(name: string, { tag, value }: RequestValue): Buffer[] {
  if (tag === 'integer') {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return [attributeBytes(valueTags[tag], name, bytes)];
  }
  if (tag === 'boolean') return [attributeBytes(valueTags[tag], name, Buffer.from([value ? 1 : 0]))];
  const texts = typeof value === 'string' ? [value] : value;
  // The second and later values of one attribute go without a name.
  return texts.map((text, index) =>
    attributeBytes(valueTags[tag], index === 0 ? name : '', Buffer.from(text, 'utf8')),
  );
}

function attributeBytes(tag: number, name: string, value: Buffer): Buffer {
  const bytes = Buffer.alloc(5 + Buffer.byteLength(name) + value.length);
  bytes.writeUInt8(tag, 0);
  bytes.writeUInt16BE(Buffer.byteLength(name), 1);
  bytes.write(name, 3, 'utf8');
  bytes.writeUInt16BE(value.length, 3 + Buffer.byteLength(name));
  value.copy(bytes, 5 + Buffer.byteLength(name));
  return bytes;
}

/** Undefined when it is no IPP answer. */
function parseIppAnswer(bytes: Buffer): IppAnswer | undefined {
  if (bytes.length < 9 || (bytes[0] !== 1 && bytes[0] !== 2)) return undefined;
  const groups: { kind: IppGroup['kind']; attributes: Map<string, IppValue[]> }[] = [];
  let values: IppValue[] = [];
  let depth = 0; // inside a collection
  for (let at = 8; ; ) {
    const tag = bytes[at];
    if (tag === undefined) return undefined; // it breaks off before its end
    if (tag === endOfAttributes) break;
    at += 1;
    if (tag < 0x10) {
      groups.push({ kind: groupKinds[tag] ?? 'other', attributes: new Map() });
      continue;
    }
    const name = readCounted(bytes, at);
    const value = name && readCounted(bytes, name.end);
    const group = groups.at(-1);
    if (!name || !value || !group) return undefined;
    at = value.end;
    if (tag === 0x37) depth -= 1;
    else if (depth === 0) {
      if (name.bytes.length > 0) {
        values = [];
        group.attributes.set(name.bytes.toString('utf8'), values);
      }
      values.push(readValue(tag, value.bytes));
    }
    if (tag === 0x34) depth += 1;
  }
  return { status: bytes.readUInt16BE(2), groups };
}

function readCounted(bytes: Buffer, at: number): { bytes: Buffer; end: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const end = at + 2 + bytes.readUInt16BE(at);
  return end > bytes.length ? undefined : { bytes: bytes.subarray(at + 2, end), end };
}

function readValue(tag: number, value: Buffer): IppValue {
  if ((tag === 0x21 || tag === 0x23) && value.length === 4) return value.readInt32BE(0);
  if (tag === 0x22 && value.length === 1) return value[0] === 1;
  if (tag >= 0x41 && tag <= 0x49) return value.toString('utf8');
  if ((tag === 0x35 || tag === 0x36) && value.length >= 4) {
    // With its language in front.
    const text = readCounted(value, 2 + value.readUInt16BE(0));
    return text ? text.bytes.toString('utf8') : null;
  }
  return null;
}

export function textOf(group: IppGroup | undefined, name: string): string | null {
  const value = group?.attributes.get(name)?.[0];
  return typeof value === 'string' ? value : null;
}

export function numberOf(group: IppGroup | undefined, name: string): number | null {
  const value = group?.attributes.get(name)?.[0];
  return typeof value === 'number' ? value : null;
}

export interface IppAsking {
  readonly server: IppServer;
  /** `/printers/Label%201`. */
  readonly path: string;
  readonly answerWithinMs: number;
  readonly clock: Clock;
}

/**
 * Asks once and reads the answer; a refusal in IPP's own words is an answer (`status`). A reason: nobody knows whether the request
 * arrived, but for `printer.refused`, `printer.name-unknown` and `printer.spooler-off`, which come before the first byte.
 */
export async function askIpp(asking: IppAsking, asked: IppRequest): Promise<IppAnswer | WireReason> {
  const body = encodeIppRequest(asked, 1);
  const isLocal = 'socketPath' in asking.server || isLoopback(asking.server.host);
  const exchange = Promise.withResolvers<IppAnswer | WireReason>();
  const sent = request(
    {
      ...asking.server,
      path: asking.path,
      method: 'POST',
      headers: { host: 'localhost', 'content-type': 'application/ipp', 'content-length': body.length },
      agent: false,
    },
    (response) => {
      const pieces: Buffer[] = [];
      let length = 0;
      response.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length <= mostAnswerBytes) pieces.push(piece);
        else exchange.resolve('printer.nonsense');
      });
      response.on('error', (thrown) => exchange.resolve(wireReasonOf(thrown)));
      response.on('end', () => {
        if (response.statusCode === 401 || response.statusCode === 403)
          exchange.resolve('printer.not-allowed');
        else if (response.statusCode === 404) exchange.resolve('printer.name-unknown');
        else {
          const answer = response.statusCode === 200 ? parseIppAnswer(Buffer.concat(pieces)) : undefined;
          exchange.resolve(answer ?? 'printer.nonsense');
        }
      });
    },
  );
  sent.on('error', (thrown) => {
    const code = (thrown as { code?: unknown }).code; // node's own errors carry one
    if (isLocal && (code === 'ECONNREFUSED' || code === 'ENOENT')) exchange.resolve('printer.spooler-off');
    else
      exchange.resolve(
        typeof code === 'string' && code.startsWith('HPE_') ? 'printer.nonsense' : wireReasonOf(thrown),
      );
  });
  sent.end(body);
  const answer = await within(
    asking.clock,
    asking.answerWithinMs,
    exchange.promise,
    'printer.no-answer' as const,
  );
  sent.destroy();
  if (typeof answer === 'string') return answer;
  const { status } = answer;
  if (status === notAuthenticated || status === notAuthorized || status === forbidden)
    return 'printer.not-allowed';
  return answer;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
