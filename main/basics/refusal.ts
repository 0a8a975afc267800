// A refusal: the floor says no (wrong barcode, order on hold). Returned as a value, never thrown. The sentence a person
// reads is looked up in renderer/text/ by `code`; `facts` fill its blanks.

/** What a blank of a sentence may be filled with. */
export type Fact = string | number | boolean | null | readonly string[];

export interface Refusal {
  readonly kind: 'refusal';
  /** `noun.reason`, e.g. `import.file-changed`; also the key of its sentence: `refusal.import.file-changed`. */
  readonly code: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** Says no: `return refuse('parcel.on-hold', { orderId })`. */
export function refuse(code: string, facts: Readonly<Record<string, Fact>> = {}): Refusal {
  return { kind: 'refusal', code, facts };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refusal';
}
