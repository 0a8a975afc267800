// Windows' print spooler (winspool.drv): its calls as they are declared, and their answers in our words. Every call runs beside the
// station's thread, for the spooler may take seconds. Loaded on Windows only; in tests koffi is real and the library behind it is not.

import type koffi from 'koffi';
import type { TypeObject } from 'koffi';

/** A `HANDLE` of the spooler. */
type Handle = unknown;

export interface SpoolJob {
  readonly jobId: number;
  readonly documentName: string;
  /** JOB_STATUS_… bits. */
  readonly status: number;
}

export interface Winspool {
  /** Undefined when the spooler does not run. */
  listPrinters(): Promise<string[] | undefined>;
  findDefaultPrinter(): Promise<string | undefined>;
  /** Undefined when there is none of that name, or it may not be used. */
  openPrinter(name: string): Promise<Handle | undefined>;
  closePrinter(printer: Handle): Promise<void>;
  /** The new job's id; undefined when the spooler takes none. */
  startDocument(
    printer: Handle,
    documentName: string,
    datatype: 'RAW' | 'XPS_PASS',
  ): Promise<number | undefined>;
  /** How many bytes it took; undefined when it took none. */
  write(printer: Handle, bytes: Uint8Array): Promise<number | undefined>;
  endDocument(printer: Handle): Promise<boolean>;
  /** Undefined when the queue knows no such job: finished and forgotten. */
  findJob(printer: Handle, jobId: number): Promise<SpoolJob | undefined>;
  listJobs(printer: Handle): Promise<SpoolJob[]>;
  deleteJob(printer: Handle, jobId: number): Promise<boolean>;
}

type Parameter = string | TypeObject | ReturnType<typeof koffi.out>;
export type Koffi = Pick<typeof koffi, 'load' | 'struct' | 'array' | 'pointer' | 'out' | 'decode' | 'sizeof'>;

/** JOB_CONTROL_DELETE: what Windows wants instead of CANCEL since version 4. */
const deleteCommand = 5;
/** PRINTER_ENUM_LOCAL and PRINTER_ENUM_CONNECTIONS. */
const everyPrinter = 2 | 4;
/** Level 4 of the printers and level 1 of jobs and documents: all we need, and quick. */
const printerLevel = 4;
const jobLevel = 1;
const mostJobs = 1_000;
const mostNameCharacters = 1_024;

export function loadWinspool(library: Koffi): Winspool {
  const { struct, pointer, out } = library;
  const documentInfo = struct({ pDocName: 'str16', pOutputFile: 'str16', pDatatype: 'str16' });
  const jobInfo = struct({
    JobId: 'uint32_t',
    pPrinterName: 'str16',
    pMachineName: 'str16',
    pUserName: 'str16',
    pDocument: 'str16',
    pDatatype: 'str16',
    pStatus: 'str16',
    Status: 'uint32_t',
    Priority: 'uint32_t',
    Position: 'uint32_t',
    TotalPages: 'uint32_t',
    PagesPrinted: 'uint32_t',
    Submitted: library.array('uint16_t', 8),
  });
  const printerInfo = struct({ pPrinterName: 'str16', pServerName: 'str16', Attributes: 'uint32_t' });
  const handle = pointer('void');
  const bytes = pointer('uint8_t');
  const count = pointer('uint32_t');

  const winspool = library.load('winspool.drv');
  // `bool` is Windows' BOOL, four bytes: an int, or its upper bytes would be left unread.
  const declare = (name: string, answer: string, parameters: Parameter[]) =>
    winspool.func('__stdcall', name, answer, parameters);
  const calls = {
    OpenPrinterW: declare('OpenPrinterW', 'int', ['str16', out(pointer(handle)), handle]),
    ClosePrinter: declare('ClosePrinter', 'int', [handle]),
    StartDocPrinterW: declare('StartDocPrinterW', 'uint32_t', [handle, 'uint32_t', pointer(documentInfo)]),
    WritePrinter: declare('WritePrinter', 'int', [handle, bytes, 'uint32_t', out(count)]),
    EndDocPrinter: declare('EndDocPrinter', 'int', [handle]),
    GetJobW: declare('GetJobW', 'int', [handle, 'uint32_t', 'uint32_t', bytes, 'uint32_t', out(count)]),
    SetJobW: declare('SetJobW', 'int', [handle, 'uint32_t', 'uint32_t', bytes, 'uint32_t']),
    EnumJobsW: declare('EnumJobsW', 'int', [
      handle,
      ...['uint32_t', 'uint32_t', 'uint32_t'],
      bytes,
      'uint32_t',
      ...[out(count), out(count)],
    ]),
    EnumPrintersW: declare('EnumPrintersW', 'int', [
      'uint32_t',
      'str16',
      'uint32_t',
      bytes,
      'uint32_t',
      ...[out(count), out(count)],
    ]),
    GetDefaultPrinterW: declare('GetDefaultPrinterW', 'int', [bytes, pointer('uint32_t')]),
  };

  function call(name: keyof typeof calls, ...words: unknown[]): Promise<number> {
    return new Promise((resolve, reject) => {
      calls[name].async(...words, (thrown: unknown, answer: number) =>
        thrown ? reject(thrown) : resolve(answer),
      );
    });
  }

  /** Asks twice, as these calls want it: how much room, then the list. */
  async function list(
    ask: (room: Buffer | null, length: number, needed: number[], returned: number[]) => Promise<number>,
    entry: TypeObject,
  ): Promise<Record<string, unknown>[] | undefined> {
    const needed = [0];
    const returned = [0];
    const isEmpty = (await ask(null, 0, needed, returned)) !== 0;
    if (isEmpty) return [];
    const length = needed[0] ?? 0;
    if (length === 0) return undefined;
    const room = Buffer.alloc(length);
    if ((await ask(room, length, needed, returned)) === 0) return undefined;
    const entries: Record<string, unknown>[] = [];
    for (let index = 0; index < (returned[0] ?? 0); index += 1)
      entries.push(library.decode(room, index * library.sizeof(entry), entry));
    return entries;
  }

  const jobOf = (entry: Record<string, unknown>): SpoolJob => ({
    jobId: Number(entry.JobId),
    documentName: typeof entry.pDocument === 'string' ? entry.pDocument : '',
    status: Number(entry.Status),
  });

  return {
    async listPrinters() {
      const entries = await list(
        (room, length, needed, returned) =>
          call('EnumPrintersW', everyPrinter, null, printerLevel, room, length, needed, returned),
        printerInfo,
      );
      return entries?.flatMap(({ pPrinterName: name }) => (typeof name === 'string' ? [name] : []));
    },
    async findDefaultPrinter() {
      const room = Buffer.alloc(mostNameCharacters * 2);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(mostNameCharacters);
      if ((await call('GetDefaultPrinterW', room, length)) === 0) return undefined;
      return room.toString('utf16le').split('\0')[0];
    },
    async openPrinter(name) {
      const opened: unknown[] = [null];
      return (await call('OpenPrinterW', name, opened, null)) === 0 ? undefined : opened[0];
    },
    async closePrinter(printer) {
      await call('ClosePrinter', printer);
    },
    async startDocument(printer, documentName, datatype) {
      const document = { pDocName: documentName, pOutputFile: null, pDatatype: datatype };
      const jobId = await call('StartDocPrinterW', printer, jobLevel, document);
      return jobId === 0 ? undefined : jobId;
    },
    async write(printer, piece) {
      const written = [0];
      const isTaken = await call('WritePrinter', printer, Buffer.from(piece), piece.length, written);
      return isTaken === 0 || written[0] === 0 ? undefined : written[0];
    },
    async endDocument(printer) {
      return (await call('EndDocPrinter', printer)) !== 0;
    },
    async findJob(printer, jobId) {
      const needed = [0];
      await call('GetJobW', printer, jobId, jobLevel, null, 0, needed);
      const length = needed[0] ?? 0;
      if (length === 0) return undefined;
      const room = Buffer.alloc(length);
      if ((await call('GetJobW', printer, jobId, jobLevel, room, length, needed)) === 0) return undefined;
      return jobOf(library.decode(room, jobInfo));
    },
    async listJobs(printer) {
      const entries = await list(
        (room, length, needed, returned) =>
          call('EnumJobsW', printer, 0, mostJobs, jobLevel, room, length, needed, returned),
        jobInfo,
      );
      return (entries ?? []).map(jobOf);
    },
    async deleteJob(printer, jobId) {
      return (await call('SetJobW', printer, jobId, 0, null, deleteCommand)) !== 0;
    },
  };
}
