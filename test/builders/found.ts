// For what a test's own data must hold: the thing itself, or the test ends with a word on what is not there.

export function found<Value>(value: Value | null | undefined, what = 'the shop has no such thing'): Value {
  if (value === undefined || value === null) throw new Error(what);
  return value;
}
