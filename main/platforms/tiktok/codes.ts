// What TikTok Shop's numbers mean for us. Every number of the platform's own tables is here; one that is not is put before a person with
// the platform's words, and never repeated blindly.

/**
 * - `retry`: busy or not ready; the same thing may be asked again after the state was read.
 * - `done`: it is so already; believed only after the order was read.
 * - `hold`: cancelled, or a cancellation or refund is pending: the parcel stops.
 * - `fix`: a person corrects something (address, size, slot, invoice, split).
 * - `stop`: this order or this shop is not to be had that way; a person looks into it.
 * - `account`: the link itself is broken (token, rights, signature, address, version): nothing of this shop can go, and nothing of a
 *   single order is wrong.
 */
export type CodeClass = 'retry' | 'done' | 'hold' | 'fix' | 'stop' | 'account';

const classes: Readonly<Record<CodeClass, readonly number[]>> = {
  retry: [
    36009002, 36009003, 36009007, 11001031, 21001003, 21001008, 21001011, 21022029, 21042001, 21042076,
    10037002, 10037003, 10037004, 25001028,
  ],
  done: [11006021, 21008099, 21011020, 21011040, 21011006, 21011027, 25001045],
  hold: [21011041, 21023059, 21008044, 21011007, 21021010],
  fix: [
    21004024, 11006013, 11006014, 21003002, 21004006, 21004019, 21004020, 21011053, 21011054, 21004017,
    21014009, 21011022, 21011025, 21034012, 11028006, 21022032, 21011050, 21011049, 21011051, 21011052,
    21011003, 21011008, 21011005, 21011029, 21011031, 21011035, 21008117, 25001003, 25001021, 25011011,
    25011012, 25020003, 25020004, 25020009, 25020010, 10002014, 10002015,
  ],
  stop: [10006402, 21011028, 21008111, 21008106, 21008025, 21008043, 25020005],
  account: [
    105002, 105005, 101000, 106001, 106013, 36009004, 36009009, 36009010, 36009014, 36009021, 36009022,
    36009023, 36009033,
  ],
};

const known = new Map<number, CodeClass>(
  Object.entries(classes).flatMap(([name, codes]) => codes.map((code) => [code, name as CodeClass] as const)), // keys of the table above
);

/** The carrier refuses address, size or weight: 11021009 to 11021025. */
const refusedByCarrier = { from: 11021009, until: 11021025 };

export function classOf(code: number): CodeClass {
  if (code >= refusedByCarrier.from && code <= refusedByCarrier.until) return 'fix';
  return known.get(code) ?? 'fix';
}

/** Of those that hold: it was cancelled; the others wait for an answer to the buyer. */
export const cancelled: readonly number[] = [21011041, 21023059];

/** What must be split before it can go: the platform's own limit, and phones and tablets that travel alone. */
export const mustSplit: readonly number[] = [21004024, 11006013, 11006014];

/** A label that is being made: asked for again, sooner at first. */
const labelLater: readonly number[] = [11034037, 11034023, 21023022, 11006010, 11034025, 21023034];

/** There is no label, and this is why. */
const labelNever: Readonly<Record<number, string>> = {
  21042104: 'label-document.not-arranged',
  21023035: 'label-document.not-arranged',
  21008109: 'label-document.not-arranged',
  21042102: 'label-document.collected',
  21023046: 'label-document.collected',
  21023059: 'label-document.order-cancelled',
  21021010: 'label-document.after-sale',
  11034002: 'label-document.own-carrier',
  21008017: 'label-document.own-carrier',
  21008043: 'label-document.not-ours',
};

/** What a no to the question for a label means: ask again, or a closed code that says why not. */
export function whyNoLabel(code: number): 'later' | string {
  if (labelLater.includes(code) || classOf(code) === 'retry') return 'later';
  return labelNever[code] ?? 'label-document.refused';
}

/** A no of the platform: of a whole call, or of one thing in it. */
export interface Told {
  readonly code: number;
  readonly message: string;
  /** What the platform's people ask for. */
  readonly requestId: string;
}

/** As a person is shown it: the platform's words, its number, and its log id. */
export function wordsOf({ code, message, requestId }: Told): string {
  return `${message.slice(0, 300)} (${[code, requestId].filter((each) => each !== '').join(', ')})`;
}

export const tokenEnded = 105002;
export const tooMany = 36009002;
/** One number for many things; only its words tell which. */
export const overloaded = 36009004;
