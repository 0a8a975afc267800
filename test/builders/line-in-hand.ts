// A line to a device whose other end a test holds: what was written is read off, what the device says is said, the cable pulled.

import type { Wire, WireLine, WireReason } from '../../main/devices/printers/wire.ts';

export interface LineInHand extends WireLine {
  /** All that was written, as text. */
  heard(): string;
  says(text: string): void;
  loses(reason: WireReason): void;
}

export function lineInHand(): LineInHand {
  const written: Buffer[] = [];
  const listeners = new Set<(piece: Uint8Array) => void>();
  let lost: WireReason | null = null;
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  function loses(reason: WireReason): void {
    lost ??= reason;
    close();
  }
  return {
    answers: true,
    async write(bytes) {
      if (lost === null) written.push(Buffer.from(bytes));
      return lost;
    },
    onBytes(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    get lost() {
      return lost;
    },
    closed,
    async end() {
      const reason = lost;
      loses('printer.closed');
      return reason;
    },
    destroy: () => loses('printer.closed'),
    heard: () => Buffer.concat(written).toString('latin1'),
    says(text) {
      for (const listen of listeners) listen(Buffer.from(text, 'latin1'));
    },
    loses,
  };
}

/** Opens these lines, one after the other; then nobody answers. */
export function wireOf(...lines: readonly WireLine[]): Wire {
  const left = [...lines];
  return { open: async () => left.shift() ?? 'printer.no-answer' };
}
