// Bugs: something that cannot be, was. Only a host catches these; it shows a reference number, never a stack.

export class Bug extends Error {
  override name = 'Bug';
}

/** Throws Bug unless `condition` holds; `why` says why it must hold. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Bug(why);
}

/** Closes a switch over a union: the compiler finds the missing case. */
export function assertNever(value: never): never {
  throw new Bug(`a case is missing for ${JSON.stringify(value)}`);
}
