// The doorway in the desktop program: two functions over two channels, and nothing else of Electron reaches a screen.

import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { StationEvent } from '../main/basics/events.ts';
import type { Reply } from '../main/basics/request.ts';
import type { Bridge } from './bridge.ts';

const bridge: Bridge = {
  async call(name, argument) {
    try {
      return (await ipcRenderer.invoke('station.call', name, argument)) as Reply<unknown>; // our own host answers
    } catch {
      return { ok: false, refusal: { code: 'station.unreachable', facts: {} } };
    }
  },
  on(listener) {
    const hear = (_event: IpcRendererEvent, event: StationEvent) => listener(event);
    ipcRenderer.on('station.event', hear);
    return () => void ipcRenderer.off('station.event', hear);
  },
};

contextBridge.exposeInMainWorld('station', bridge);
