// JSON as Douyin reads and writes it: parameters must arrive in the canonical form, and 19-digit numbers leave as bare numbers.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export interface ReadJson {
  /** Whole numbers beyond 2^53 are their digits as text. */
  readonly value: Json;
  /** Keys in byte order at every level, no blanks, nothing escaped that need not be, numbers as they came. */
  readonly canonical: string;
}

/** Undefined when it is no JSON. */
export function readJson(text: string): ReadJson | undefined {
  let at = 0;
  const blank = /[ \t\r\n]*/y;
  const atom =
    /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

  function skip(): void {
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
  }

  function take(expected: string): boolean {
    skip();
    if (text[at] !== expected) return false;
    at += 1;
    return true;
  }

  function readAtom(): ReadJson {
    atom.lastIndex = at;
    const found = atom.exec(text)?.[0];
    if (found === undefined) throw new SyntaxError(`no value at ${at}`);
    at += found.length;
    const value = JSON.parse(found) as string | number | boolean | null; // an atom
    if (typeof value === 'string') return { value, canonical: JSON.stringify(value) };
    const isBig = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
    return { value: isBig ? found : value, canonical: found };
  }

  function readList(): ReadJson {
    const items: ReadJson[] = [];
    if (!take(']')) {
      do items.push(readValue());
      while (take(','));
      if (!take(']')) throw new SyntaxError(`no end of list at ${at}`);
    }
    return {
      value: items.map(({ value }) => value),
      canonical: `[${items.map(({ canonical }) => canonical).join(',')}]`,
    };
  }

  function readObject(): ReadJson {
    const fields: { name: string; read: ReadJson }[] = [];
    if (!take('}')) {
      do {
        skip();
        const { value: name } = readAtom();
        if (typeof name !== 'string' || !take(':')) throw new SyntaxError(`no field at ${at}`);
        fields.push({ name, read: readValue() });
      } while (take(','));
      if (!take('}')) throw new SyntaxError(`no end of object at ${at}`);
    }
    fields.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
    return {
      value: Object.fromEntries(fields.map(({ name, read }) => [name, read.value])),
      canonical: `{${fields.map(({ name, read }) => `${JSON.stringify(name)}:${read.canonical}`).join(',')}}`,
    };
  }

  function readValue(): ReadJson {
    skip();
    if (take('{')) return readObject();
    if (take('[')) return readList();
    return readAtom();
  }

  try {
    const read = readValue();
    skip();
    return at === text.length ? read : undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }; // in Node since 22; TypeScript's library lags behind
Object.defineProperty(BigInt.prototype, 'toJSON', {
  value(this: bigint) {
    return rawJSON(this.toString());
  },
});

/** Big integers become bare numbers, all their digits kept. */
export const writeJson = (value: unknown): string => JSON.stringify(value);
