// The page's side of the stand-in: runs the built preload script in front of the page's own scripts, with a `require` that
// knows only 'electron', and that only with contextBridge and ipcRenderer. Plain JavaScript: Chromium gets it as it is, as
// `(runPreload)((require, module, exports) => { …the built preload… })`.

(preload) => {
  const invoke = globalThis.standInInvoke;
  const listeners = new Set();
  const only = (name, members) =>
    new Proxy(members, {
      get(target, key) {
        if (key in target) return target[key];
        throw new Error(`electron.${name}.${String(key)} is not in the stand-in`);
      },
    });
  const electron = only('preload', {
    contextBridge: only('contextBridge', {
      exposeInMainWorld(name, value) {
        Object.defineProperty(globalThis, name, { value: Object.freeze(value) });
      },
    }),
    ipcRenderer: only('ipcRenderer', {
      async invoke(channel, ...words) {
        const answer = JSON.parse(await invoke(channel, JSON.stringify(words)));
        if (answer.threw !== undefined) throw new Error(answer.threw);
        return answer.value;
      },
      on(channel, hear) {
        listeners.add({ channel, hear });
      },
      off(channel, hear) {
        for (const listener of listeners) {
          if (listener.channel === channel && listener.hear === hear) listeners.delete(listener);
        }
      },
    }),
  });
  globalThis.standInSend = (channel, words) => {
    for (const listener of listeners) if (listener.channel === channel) listener.hear({}, ...words);
  };
  globalThis.open = (address) => {
    void invoke('stand-in.open', JSON.stringify([String(address)]));
    return null;
  };
  const module = { exports: {} };
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error(`a sandboxed preload cannot require ${name}`);
  };
  preload(require, module, module.exports);
};
