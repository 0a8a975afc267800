// A module of Electron with only what the shell uses: anything else throws by its name, so that the shell cannot come to
// depend on what no test covers.

// Asked by the language itself when a value is awaited or printed, not by the shell.
const askedByTheLanguage = new Set<string | symbol>(['then', 'toJSON', 'constructor', 'prototype']);

export function strict<Members extends object>(name: string, members: Members): Members {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (Reflect.has(target, key) || typeof key === 'symbol' || askedByTheLanguage.has(key)) {
        return Reflect.get(target, key, receiver);
      }
      throw new Error(`electron.${name}.${key} is not in the stand-in`);
    },
    set(_target, key) {
      throw new Error(`electron.${name}.${String(key)} cannot be set in the stand-in`);
    },
  });
}
