// The doorway in a browser: POST /call and an event stream, both on the address that served the page. The key in the
// address's fragment is traded for a cookie before the first request and taken out of the address at once; each window gets a
// secret of its own, so that two windows can have two people. What every window asks first travels with the key.

import type { StationEvent } from '../main/basics/events.ts';
import type { Reply } from '../main/basics/request.ts';
import type { Bridge } from './bridge.ts';
import { answerEarly, firstQuestions } from './first-questions.ts';

const unreachable: Reply<never> = { ok: false, refusal: { code: 'station.unreachable', facts: {} } };

function browserBridge(): Bridge {
  const entered = enter().then(({ window: ownWindow, answers }) => {
    const early = new Map(Object.entries(answers));
    return answerEarly(early, (name, argument) => post(ownWindow, name, argument));
  });
  const listeners = new Set<(event: StationEvent) => void>();
  let stream: EventSource | undefined;
  let hadGap = false;

  function tell(event: StationEvent): void {
    for (const listener of listeners) listener(event);
  }

  async function listen(): Promise<void> {
    const { forget } = await entered;
    stream = new EventSource('/events');
    stream.onmessage = (message) => {
      forget();
      tell(JSON.parse(message.data) as StationEvent); // written by our own host
    };
    stream.onerror = () => {
      hadGap = true;
      // The browser tries again by itself, except after an answer that was no stream: then a new one is begun.
      if (stream?.readyState === EventSource.CLOSED) setTimeout(listen, 2_000);
    };
    stream.onopen = () => {
      if (hadGap) tell({ kind: 'station.changed' });
      hadGap = false;
    };
  }
  void listen();

  return {
    call: async (name, argument) => (await entered).call(name, argument),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function post(ownWindow: string, name: string, argument: unknown): Promise<Reply<unknown>> {
  try {
    const answer = await fetch('/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-parcelbench-window': ownWindow },
      body: JSON.stringify({ name, argument }),
    });
    return (await answer.json()) as Reply<unknown>; // every answer of our own host is a Reply
  } catch {
    return unreachable;
  }
}

/** 24 bytes in base64url; what else stands behind the # is the room, and the screens' own. */
function keyOf(hash: string): string | undefined {
  return /^#([\w-]{32})$/.exec(hash)?.[1];
}

const placeOfSecret = 'parcelbench.window';

interface Entered {
  /** What tells this window from the others of the machine: given by the host once, kept while the tab lives. */
  readonly window: string;
  /** To the first questions, as far as they were at hand or are on their way. */
  readonly answers: Readonly<Record<string, Reply<unknown> | Promise<Reply<unknown>>>>;
}

async function enter(): Promise<Entered> {
  const key = keyOf(location.hash);
  const kept = sessionStorage.getItem(placeOfSecret);
  if (key === undefined && kept !== null) {
    const answers = firstQuestions.map((name) => [name, post(kept, name, {})] as const);
    return { window: kept, answers: Object.fromEntries(answers) };
  }
  if (key !== undefined) history.replaceState(null, '', location.pathname);
  try {
    const answer = await fetch(key === undefined ? '/window' : '/enter', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(key !== undefined && { key }), asks: firstQuestions }),
    });
    const reply = (await answer.json()) as Reply<Entered>; // our own host answers
    if (!reply.ok) return { window: '', answers: {} };
    sessionStorage.setItem(placeOfSecret, reply.value.window);
    return reply.value;
  } catch {
    return { window: '', answers: {} }; // nobody answers: the first call says so
  }
}

// A key pasted into a page that is already open changes only the fragment: the page begins anew and trades it.
window.addEventListener('hashchange', () => {
  if (keyOf(location.hash) !== undefined) location.reload();
});

Object.defineProperty(window, 'station', { value: browserBridge() });
