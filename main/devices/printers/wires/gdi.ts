// Windows' drawing calls (gdi32.dll), for printers that only their own driver can speak to: one label is one document of one page, its
// dots one to one on the driver's own, or a whole number of them. A page or a resolution that does not fit is refused before
// anything is handed over: a driver that scales makes codes unreadable (printing.md 5). Loaded on Windows only.

import type { WindowsBitmap } from '../encode-bmp.ts';
import type { WireReason } from '../wire.ts';
import type { Koffi } from './winspool.ts';

/** What a driver says of its page, in its own dots. */
export interface DriverPage {
  readonly dotsPerInch: { readonly x: number; readonly y: number };
  /** The whole paper, and where on it the driver can print. */
  readonly paper: { readonly width: number; readonly height: number };
  readonly margin: { readonly left: number; readonly top: number };
}

/** Where the label lies on the driver's page; its left upper corner is that of the paper. */
export interface PagePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A head of 203 dpi is called 8 dots a millimetre, one of 300 dpi 12: names for one thing, up to 1.6 % apart. */
const mostApart = 0.02;
/** Paper a little wider or longer than the label: 4 × 6 inches for 100 × 150 mm, a driver that counts the gap in. */
const mostSmallerMm = 1;
const mostLargerMm = 6;
const mmPerInch = 25.4;

/** Null when the label would have to be scaled, turned or cut. */
export function placeOnPage(
  label: Pick<WindowsBitmap, 'widthDots' | 'heightDots' | 'dotsPerMm'>,
  page: DriverPage,
): PagePlace | null {
  const timesOf = (dotsPerInch: number): number | null => {
    const times = Math.round(dotsPerInch / mmPerInch / label.dotsPerMm);
    const isWhole =
      times >= 1 && Math.abs(dotsPerInch / mmPerInch / label.dotsPerMm / times - 1) <= mostApart;
    return isWhole ? times : null;
  };
  const across = timesOf(page.dotsPerInch.x);
  const down = timesOf(page.dotsPerInch.y);
  if (across === null || down === null) return null;
  const width = label.widthDots * across;
  const height = label.heightDots * down;
  const fits = (paper: number, dots: number, dotsPerInch: number) => {
    const moreMm = ((paper - dots) / dotsPerInch) * mmPerInch;
    return moreMm >= -mostSmallerMm && moreMm <= mostLargerMm;
  };
  if (!fits(page.paper.width, width, page.dotsPerInch.x)) return null;
  if (!fits(page.paper.height, height, page.dotsPerInch.y)) return null;
  return { x: -page.margin.left, y: -page.margin.top, width, height };
}

export interface Gdi {
  /** Hands one label to the driver of this queue. The spooler's job, or why there is none: then nothing is left in the queue. */
  printPage(queue: string, documentName: string, label: WindowsBitmap): Promise<number | WireReason>;
}

/** GetDeviceCaps: what each number asks. */
const caps = { dpiX: 88, dpiY: 90, width: 110, height: 111, left: 112, top: 113 } as const;
/** SRCCOPY, and colours given as they are (DIB_RGB_COLORS). */
const copyDots = 0x00cc0020;
const plainColours = 0;

export function loadGdi(library: Koffi): Gdi {
  const { struct, pointer } = library;
  const documentInfo = struct({
    cbSize: 'int',
    lpszDocName: 'str16',
    lpszOutput: 'str16',
    lpszDatatype: 'str16',
    fwType: 'uint32_t',
  });
  const context = pointer('void');
  const bytes = pointer('uint8_t');
  const gdi = library.load('gdi32.dll');
  const declare = (name: string, answer: Parameters<typeof gdi.func>[2], parameters: unknown[]) =>
    gdi.func('__stdcall', name, answer, parameters as Parameters<typeof gdi.func>[3]); // names of types and types
  const calls = {
    CreateDCW: declare('CreateDCW', context, ['str16', 'str16', 'str16', context]),
    DeleteDC: declare('DeleteDC', 'int', [context]),
    GetDeviceCaps: declare('GetDeviceCaps', 'int', [context, 'int']),
    StartDocW: declare('StartDocW', 'int', [context, pointer(documentInfo)]),
    StartPage: declare('StartPage', 'int', [context]),
    EndPage: declare('EndPage', 'int', [context]),
    EndDoc: declare('EndDoc', 'int', [context]),
    AbortDoc: declare('AbortDoc', 'int', [context]),
    StretchDIBits: declare('StretchDIBits', 'int', [
      context,
      ...new Array(8).fill('int'),
      bytes,
      bytes,
      'uint32_t',
      'uint32_t',
    ]),
  };

  // Beside the station's thread: a driver may take seconds. One after the other: a context is no two threads' at once.
  function call<Answer>(name: keyof typeof calls, ...words: unknown[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      calls[name].async(...words, (thrown: unknown, answer: Answer) =>
        thrown ? reject(thrown) : resolve(answer),
      );
    });
  }

  async function readPage(driver: unknown): Promise<DriverPage> {
    const ask = (what: number) => call<number>('GetDeviceCaps', driver, what);
    return {
      dotsPerInch: { x: await ask(caps.dpiX), y: await ask(caps.dpiY) },
      paper: { width: await ask(caps.width), height: await ask(caps.height) },
      margin: { left: await ask(caps.left), top: await ask(caps.top) },
    };
  }

  async function draw(driver: unknown, label: WindowsBitmap, place: PagePlace): Promise<boolean> {
    const { widthDots, heightDots, header, dots } = label;
    if ((await call<number>('StartPage', driver)) <= 0) return false;
    const rows = await call<number>(
      'StretchDIBits',
      driver,
      ...[place.x, place.y, place.width, place.height],
      ...[0, 0, widthDots, heightDots],
      Buffer.from(dots),
      Buffer.from(header),
      plainColours,
      copyDots,
    );
    return rows > 0 && (await call<number>('EndPage', driver)) > 0;
  }

  return {
    async printPage(queue, documentName, label) {
      const driver = await call<unknown>('CreateDCW', 'WINSPOOL', queue, null, null);
      if (driver === null) return 'printer.refused';
      try {
        const place = placeOnPage(label, await readPage(driver));
        if (!place) return 'printer.driver-differs';
        const jobId = await call<number>('StartDocW', driver, {
          cbSize: library.sizeof(documentInfo),
          lpszDocName: documentName,
          lpszOutput: null,
          lpszDatatype: null,
          fwType: 0,
        });
        if (jobId <= 0) return 'printer.refused';
        if ((await draw(driver, label, place)) && (await call<number>('EndDoc', driver)) > 0) return jobId;
        await call<number>('AbortDoc', driver); // takes what was drawn so far out of the queue
        return 'printer.job-failed';
      } finally {
        await call<number>('DeleteDC', driver);
      }
    },
  };
}
