// The English sentences of how printers are reached: cables, queues, folders, the print component, tickets. Part of en.ts.

import type { wiresZhCN } from './wires.zh-CN.ts';

export const wiresEn: Record<keyof typeof wiresZhCN, string> = {
  'printing.why.printer.not-a-device':
    'That path is a file or a folder, not a printer. Choose the printer again.',
  'printing.why.printer.not-allowed':
    'The system keeps this account away from the printer. Ask for the right to print.',
  'printing.why.printer.in-use': 'Another program has the printer open. Close that program, then print.',
  'printing.why.printer.spooler-off':
    'The system’s print service is not running. Start it, or restart the PC.',
  'printing.why.printer.queue-stopped':
    'The printer’s queue is stopped in the system. Resume it in the system’s printer settings.',
  'printing.why.printer.job-failed':
    'The system gave this one up. Look at the printer, then at what its queue says in the system’s settings.',
  'printing.why.printer.job-cancelled': 'Somebody cancelled this one in the system’s print queue.',
  'printing.why.printer.nonsense':
    'Something answers there, but it is no printer. Check the address and the port.',
  'printing.why.printer.other-system':
    'This PC’s system has no such way to a printer. Choose another connection.',
};
