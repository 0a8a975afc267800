// A ZPL printer on the network (raw port 9100). One connection for a whole run, always drained; at the end we close our
// side and wait for the printer to close its own: only then is it proved that it read every byte (printing.md 1.4, 1.5).

import type { Clock } from '../../basics/clock.ts';
import type { PrinterId } from '../../basics/ids.ts';
import type { FinishOutcome, LabelFormat, LabelPrinter, PrinterState, SendOutcome } from './printer.ts';
import type { WireLine } from './wire.ts';
import { createTcpWire } from './wires/tcp-wire.ts';

export interface ZplTcpOptions {
  readonly printerId: PrinterId;
  readonly host: string;
  readonly port: number;
  readonly format: LabelFormat;
  readonly connectTimeoutMs: number;
  /** A printer that takes nothing for so long (no paper, head open, cable out) is given up: what it has is in doubt. */
  readonly stallMs: number;
}

export function createZplTcpPrinter(options: ZplTcpOptions, clock: Clock): LabelPrinter {
  const wire = createTcpWire(options, clock);
  let line: WireLine | undefined;
  let isRunning = false;
  /** Labels were handed to the kernel on a connection whose end we have not seen yet. */
  let owesProof = false;
  let lostProof: string | null = null;
  let mustForget = false;

  async function send(bytes: Uint8Array): Promise<SendOutcome> {
    if (line?.lost) dropLine(line.lost);
    if (lostProof !== null) return { kind: 'nothing-sent', reason: lostProof };
    if (!line) {
      const opened = await wire.open();
      if (typeof opened === 'string') return { kind: 'nothing-sent', reason: opened };
      line = opened;
    }
    const current = line;
    owesProof = true;
    if (mustForget) {
      mustForget = false;
      // ~JA ends a label that was cut off in the middle and clears everything the printer still holds.
      const failure = await current.write(Buffer.from('~JA\n', 'latin1'));
      if (failure !== null) {
        mustForget = true;
        dropLine(failure);
        return { kind: 'in-doubt', reason: failure };
      }
    }
    const failure = await current.write(bytes);
    if (failure !== null) {
      dropLine(failure);
      return { kind: 'in-doubt', reason: failure };
    }
    return { kind: 'delivered', evidence: 0 };
  }

  function dropLine(reason: string): void {
    line?.destroy();
    line = undefined;
    if (owesProof) lostProof = reason;
    owesProof = false;
  }

  async function finish(): Promise<FinishOutcome> {
    if (line && !line.lost) {
      const current = line;
      const reason = await current.end();
      line = undefined;
      if (reason !== null && owesProof) lostProof = reason;
      owesProof = false;
    } else if (line?.lost) dropLine(line.lost);
    const doubt = lostProof;
    lostProof = null;
    return doubt === null ? { kind: 'taken', evidence: 1 } : { kind: 'in-doubt', reason: doubt };
  }

  async function readState(): Promise<PrinterState> {
    if (isRunning || line) return { kind: 'busy' };
    const opened = await wire.open();
    if (typeof opened === 'string') return { kind: 'unreachable', reason: opened };
    await opened.end();
    return { kind: 'ready' };
  }

  return {
    printerId: options.printerId,
    format: options.format,
    async send(label) {
      isRunning = true;
      return send(label.bytes);
    },
    async finish() {
      try {
        return await finish();
      } finally {
        isRunning = false;
      }
    },
    forgetHeld() {
      mustForget = true;
    },
    readState,
    async close() {
      if (line) dropLine('printer.closed');
      isRunning = false;
    },
  };
}
