// Reads what a platform told, field by field. A day's orders have a million fields, and reading each of them by a schema took longer than
// everything else together; answers that come once are read by schemas as ever.

export type Fields = Readonly<Record<string, unknown>>;

/** `place`: what could not be read, as `lines.0.count`. */
export type Parsed<Value> =
  | { readonly isRead: true; readonly value: Value }
  | { readonly isRead: false; readonly place: string };

/** Something that cannot be done without is missing or of another kind. */
class Unreadable extends Error {
  readonly place: string;

  constructor(place: string) {
    super(place);
    this.place = place;
  }
}

/** Whether the whole could be read; `read` says with `unreadable` where it could not. */
export function parseFields<Value>(read: (told: unknown) => Value, told: unknown): Parsed<Value> {
  try {
    return { isRead: true, value: read(told) };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { isRead: false, place: thrown.place };
    throw thrown;
  }
}

export function unreadable(place: string): never {
  throw new Unreadable(place);
}

/** Undefined for whatever is no object. */
export function fieldsIn(told: unknown): Fields | undefined {
  return typeof told === 'object' && told !== null && !Array.isArray(told)
    ? (told as Fields) // an object: each of its fields is unknown
    : undefined;
}

export function needFields(told: unknown, place: string): Fields {
  return fieldsIn(told) ?? unreadable(place);
}

/** Every member must be readable, or the whole is not. */
export function readAll<Item>(told: unknown, place: string, read: (told: unknown) => Item): Item[] {
  if (!Array.isArray(told)) return unreadable(place);
  return told.map((each, index) => {
    try {
      return read(each);
    } catch (thrown) {
      if (!(thrown instanceof Unreadable)) throw thrown;
      return unreadable([place, index, thrown.place].filter((part) => part !== '').join('.'));
    }
  });
}

/** Members that cannot be read are left out; what is no list has none. */
export function readSome<Item>(told: unknown, read: (told: unknown) => Item): Item[] {
  if (!Array.isArray(told) || told.length === 0) return [];
  return told.flatMap((each) => {
    const item = parseFields(read, each);
    return item.isRead ? [item.value] : [];
  });
}
