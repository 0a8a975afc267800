// The doorway in the desktop program: two functions over two channels, and nothing else of Electron reaches a screen.

import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { StationEvent } from '../main/basics/events.ts';
import type { Reply } from '../main/basics/request.ts';
import type { Bridge } from './bridge.ts';
import { answerEarly, firstQuestions } from './first-questions.ts';

async function ask(name: string, argument: unknown): Promise<Reply<unknown>> {
  try {
    return (await ipcRenderer.invoke('station.call', name, argument)) as Reply<unknown>; // our own host answers
  } catch {
    return { ok: false, refusal: { code: 'station.unreachable', facts: {} } };
  }
}

const early = answerEarly(new Map(firstQuestions.map((name) => [name, ask(name, {})])), ask);
ipcRenderer.on('station.event', early.forget);

const bridge: Bridge = {
  call: early.call,
  on(listener) {
    const hear = (_event: IpcRendererEvent, event: StationEvent) => listener(event);
    ipcRenderer.on('station.event', hear);
    return () => void ipcRenderer.off('station.event', hear);
  },
};

contextBridge.exposeInMainWorld('station', bridge);
