// Windows' spooler and drawing calls where there is no Windows: what winspool.drv and gdi32.dll answer, call by call, from the manual's
// words. Koffi is real, so that structures are laid out and read as on Windows; only the libraries behind the declarations are this.
// The records are described here once more on purpose: taken from the product, a field in the wrong place would be wrong in both.

import koffi, { type LibraryHandle, type TypeObject } from 'koffi';
import type { Bitmap } from '../../main/devices/printers/printer.ts';
import type { Koffi } from '../../main/devices/printers/wires/winspool.ts';

interface Job {
  readonly jobId: number;
  readonly documentName: string;
  readonly datatype: string;
  readonly pieces: Buffer[];
  status: number;
  isEnded: boolean;
  /** What was drawn on its pages, in the driver's own dots. */
  readonly pages: Bitmap[];
}

/** What the driver of every queue says of its page, in its own dots; what is drawn outside of it is lost. */
export interface StandInDriver {
  dotsPerInch: number;
  width: number;
  height: number;
  margin: number;
}

export interface WinspoolStandIn {
  readonly koffi: Koffi;
  /** Lets a driver go on that started late. */
  goOn(): void;
  /** The calls in their order, by name. */
  readonly calls: string[];
  readonly jobs: Job[];
  /** How many handles are open. */
  readonly openHandles: number;
  /** What goes otherwise than well. */
  readonly driver: StandInDriver;
  trouble:
    | 'draws-nothing'
    | 'starts-late'
    | 'none'
    | 'not-running'
    | 'takes-no-raw'
    | 'write-fails'
    | 'write-hangs'
    | 'keeps-jobs';
}

const jobInfo = koffi.struct({
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
  Submitted: koffi.array('uint16_t', 8),
});
const documentInfo = koffi.struct({
  cbSize: 'int',
  lpszDocName: 'str16',
  lpszOutput: 'str16',
  lpszDatatype: 'str16',
  fwType: 'uint32_t',
});
const printerInfo = koffi.struct({ pPrinterName: 'str16', pServerName: 'str16', Attributes: 'uint32_t' });

export function winspoolStandIn(queues: readonly string[]): WinspoolStandIn {
  const calls: string[] = [];
  const jobs: Job[] = [];
  const handles = new Map<bigint, { job: Job | undefined }>();
  let nextHandle = 1n;
  let nextJob = 11;

  const live = () => jobs.filter(({ status }) => (status & 0x100) === 0);
  const entryOf = (job: Job) => ({
    JobId: job.jobId,
    pPrinterName: queues[0],
    pMachineName: null,
    pUserName: 'packer',
    pDocument: job.documentName,
    pDatatype: job.datatype,
    pStatus: null,
    Status: job.status,
    Priority: 1,
    Position: 1,
    TotalPages: 0,
    PagesPrinted: 0,
    Submitted: [2026, 9, 0, 22, 1, 0, 0, 0],
  });

  /** As the listing calls do: too little room fails and says how much is needed. */
  function fill(
    type: TypeObject,
    entries: readonly object[],
    [room, length, needed, returned]: [Buffer | null, number, number[], number[]?],
  ): number {
    const size = entries.length * koffi.sizeof(type);
    needed[0] = size;
    if (returned) returned[0] = 0;
    if (size > length || !room) return size === 0 ? 1 : 0;
    for (const [index, entry] of entries.entries())
      koffi.encode(room, index * koffi.sizeof(type), type, entry);
    if (returned) returned[0] = entries.length;
    return 1;
  }

  const standIn: WinspoolStandIn = {
    trouble: 'none',
    // 4 × 6 inches at 203 dpi
    driver: { dotsPerInch: 203, width: 812, height: 1_218, margin: 0 },
    calls,
    jobs,
    get openHandles() {
      return handles.size + contexts.size;
    },
    koffi: { ...koffi, load },
    goOn() {
      for (const answer of late.splice(0)) answer();
    },
  };

  // biome-ignore lint/suspicious/noExplicitAny: each takes what its declaration says
  const library: Record<string, (...words: any[]) => number | undefined> = {
    OpenPrinterW(name: string, opened: unknown[], defaults: null) {
      if (standIn.trouble === 'not-running' || !queues.includes(name) || defaults !== null) return 0;
      handles.set(nextHandle, { job: undefined });
      opened[0] = nextHandle;
      nextHandle += 1n;
      return 1;
    },
    // biome-ignore lint/correctness/noComponentHookFactories: a call of Windows, not a component
    ClosePrinter: (handle: bigint) => Number(handles.delete(handle)),
    StartDocPrinterW(
      handle: bigint,
      level: number,
      info: { pDocName: string; pOutputFile: null; pDatatype: string },
    ) {
      const opened = handles.get(handle);
      if (!opened || level !== 1 || info.pOutputFile !== null) return 0;
      if (standIn.trouble === 'takes-no-raw' && info.pDatatype === 'RAW') return 0;
      opened.job = {
        jobId: nextJob,
        documentName: info.pDocName,
        datatype: info.pDatatype,
        pieces: [],
        status: 0x8, // spooling
        isEnded: false,
        pages: [],
      };
      nextJob += 1;
      jobs.push(opened.job);
      return opened.job.jobId;
    },
    WritePrinter(handle: bigint, bytes: Buffer, length: number, written: number[]) {
      const job = handles.get(handle)?.job;
      if (standIn.trouble === 'write-hangs') return undefined;
      if (!job || standIn.trouble === 'write-fails') return 0;
      const taken = Math.min(length, 10_000); // less than it was offered, as it may
      job.pieces.push(Buffer.from(bytes.subarray(0, taken)));
      written[0] = taken;
      return 1;
    },
    EndDocPrinter(handle: bigint) {
      const job = handles.get(handle)?.job;
      if (!job) return 0;
      job.isEnded = true;
      job.status = standIn.trouble === 'keeps-jobs' ? 0x40 : 0x80; // paper out, printed
      return 1;
    },
    GetJobW(
      handle: bigint,
      jobId: number,
      level: number,
      room: Buffer | null,
      length: number,
      needed: number[],
    ) {
      const job = jobs.find((one) => one.jobId === jobId);
      if (!handles.has(handle) || level !== 1 || !job) return 0;
      return fill(jobInfo, [entryOf(job)], [room, length, needed]);
    },
    SetJobW(handle: bigint, jobId: number, level: number, info: null, command: number) {
      const job = jobs.find((one) => one.jobId === jobId);
      if (!handles.has(handle) || level !== 0 || info !== null || command !== 5 || !job) return 0;
      job.status |= 0x100;
      return 1;
    },
    EnumJobsW(handle: bigint, first: number, most: number, level: number, room, length, needed, returned) {
      if (!handles.has(handle) || level !== 1) return 0;
      return fill(
        jobInfo,
        live()
          .slice(first, first + most)
          .map(entryOf),
        [room, length, needed, returned],
      );
    },
    EnumPrintersW(flags: number, name: null, level: number, room, length, needed, returned) {
      if (standIn.trouble === 'not-running' || flags !== 6 || name !== null || level !== 4) {
        needed[0] = 0;
        return 0;
      }
      const entries = queues.map((queue) => ({ pPrinterName: queue, pServerName: null, Attributes: 0x40 }));
      return fill(printerInfo, entries, [room, length, needed, returned]);
    },
    GetDefaultPrinterW(room: Buffer, length: Buffer) {
      const name = queues[0];
      if (name === undefined || name.length >= length.readUInt32LE()) return 0;
      room.write(`${name}\0`, 'utf16le');
      return 1;
    },
  };

  const contexts = new Map<bigint, { job: Job | undefined; page: Bitmap | undefined }>();
  /** Calls that wait until somebody lets the driver go on. */
  const late: (() => void)[] = [];

  // biome-ignore lint/suspicious/noExplicitAny: each takes what its declaration says
  const drawing: Record<string, (...words: any[]) => bigint | number | null | undefined> = {
    CreateDCW(driver: string, queue: string, port: null, mode: null) {
      if (driver !== 'WINSPOOL' || !queues.includes(queue) || port !== null || mode !== null) return null;
      contexts.set(nextHandle, { job: undefined, page: undefined });
      nextHandle += 1n;
      return nextHandle - 1n;
    },
    // biome-ignore lint/correctness/noComponentHookFactories: a call of Windows, not a component
    DeleteDC: (context: bigint) => Number(contexts.delete(context)),
    GetDeviceCaps(context: bigint, what: number) {
      const { dotsPerInch, width, height, margin } = standIn.driver;
      if (!contexts.has(context)) return 0;
      const answers = new Map([
        [88, dotsPerInch],
        [90, dotsPerInch],
        [110, width],
        [111, height],
        [112, margin],
        [113, margin],
      ]);
      return answers.get(what) ?? 0;
    },
    StartDocW(context: bigint, info: { cbSize: number; lpszDocName: string; lpszOutput: null }) {
      const open = contexts.get(context);
      if (!open || info.cbSize !== koffi.sizeof(documentInfo) || info.lpszOutput !== null) return 0;
      if (standIn.trouble === 'not-running') return 0;
      open.job = {
        jobId: nextJob,
        documentName: info.lpszDocName,
        datatype: 'NT EMF 1.008',
        pieces: [],
        pages: [],
        status: 0x8,
        isEnded: false,
      };
      nextJob += 1;
      jobs.push(open.job);
      return open.job.jobId;
    },
    StartPage(context: bigint) {
      const open = contexts.get(context);
      if (!open?.job || open.page) return 0;
      const { width, height } = standIn.driver;
      const rowBytes = Math.ceil(width / 8);
      open.page = {
        widthDots: width,
        heightDots: height,
        rowBytes,
        bits: new Uint8Array(rowBytes * height),
      };
      return 1;
    },
    StretchDIBits(
      context: bigint,
      ...[x, y, width, height, fromX, fromY, fromWidth, fromHeight, dots, info, colours, operation]: [
        ...[number, number, number, number, number, number, number, number],
        ...[Buffer, Buffer, number, number],
      ]
    ) {
      const page = contexts.get(context)?.page;
      if (standIn.trouble === 'draws-nothing' || !page) return 0;
      if (fromX !== 0 || fromY !== 0 || colours !== 0 || operation !== 0x00cc0020) return 0;
      // BITMAPINFOHEADER: its own size, one plane, one bit a dot, no compression, two colours; rows from the top.
      const isKnown =
        info.readUInt32LE(0) === 40 && info.readUInt16LE(12) === 1 && info.readUInt16LE(14) === 1;
      const isWhole = info.readInt32LE(4) === fromWidth && info.readInt32LE(8) === -fromHeight;
      if (!isKnown || !isWhole || info.readUInt32LE(16) !== 0) return 0;
      const inkIndex = info.readUInt32LE(40) === 0 ? 0 : 1;
      const rowBytes = Math.ceil(fromWidth / 32) * 4;
      const { margin } = standIn.driver;
      for (let row = 0; row < height; row += 1) {
        for (let column = 0; column < width; column += 1) {
          const [toX, toY] = [x + column + margin, y + row + margin];
          if (toX < 0 || toY < 0 || toX >= page.widthDots || toY >= page.heightDots) continue;
          const sourceX = Math.floor((column * fromWidth) / width);
          const sourceY = Math.floor((row * fromHeight) / height);
          const bit = ((dots[sourceY * rowBytes + (sourceX >> 3)] ?? 0) >> (7 - (sourceX & 7))) & 1;
          const at = toY * page.rowBytes + (toX >> 3);
          if (bit === inkIndex) page.bits[at] = (page.bits[at] ?? 0) | (0x80 >> (toX & 7));
        }
      }
      return fromHeight;
    },
    EndPage(context: bigint) {
      const open = contexts.get(context);
      if (!open?.job || !open.page) return 0;
      open.job.pages.push(open.page);
      open.page = undefined;
      return 1;
    },
    EndDoc(context: bigint) {
      const job = contexts.get(context)?.job;
      if (!job) return 0;
      job.isEnded = true;
      job.status = standIn.trouble === 'keeps-jobs' ? 0x40 : 0x80;
      return 1;
    },
    AbortDoc(context: bigint) {
      const job = contexts.get(context)?.job;
      if (!job) return 0;
      job.status |= 0x100;
      return 1;
    },
  };

  function load(path: string | null): LibraryHandle {
    if (path !== 'winspool.drv' && path !== 'gdi32.dll') throw new Error(`no library is called ${path}`);
    const calls32 = path === 'gdi32.dll' ? drawing : library;
    const func = (
      convention: string,
      name: string,
      answer: string | TypeObject,
      parameters: TypeObject[],
    ) => {
      const declared = koffi.proto(convention, null, answer, parameters); // throws where a declaration is none
      return Object.assign(() => {}, {
        async(...words: unknown[]) {
          const answered = words.pop() as (thrown: unknown, answer: number) => void; // koffi's way: the last one is called back
          if (words.length !== declared.proto?.arguments.length)
            throw new Error(`${name} is called with ${words.length} words`);
          calls.push(name);
          const answer = () => {
            const result = calls32[name]?.(...words);
            if (result !== undefined) setImmediate(() => answered(null, result as number)); // a handle is what it stands for
          };
          if (name === 'StartDocW' && standIn.trouble === 'starts-late') late.push(answer);
          else answer();
        },
      });
    };
    return { func } as unknown as LibraryHandle; // all that is used of a library
  }

  return standIn;
}
