// The English sentences of how printers are reached: cables, queues, folders, the print component, slips. Part of en.ts.

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
  'printing.why.printer.driver-differs':
    'The queue’s driver prints on other paper or in other dots than the profile. In the system’s settings of this printer choose paper of the label’s size, upright, and compare the dots per millimetre.',
  'printing.why.printer.other-system':
    'This PC’s system has no such way to a printer. Choose another connection.',
  'printing.why.component.not-running': 'The print component is not running. Start it, then print.',
  'printing.why.component.no-answer':
    'The print component says nothing. Look at the printer, then at the tasks in its window.',
  'printing.why.component.nonsense':
    'Another program sits in the print component’s place. Close it, then start the component.',
  'printing.why.component.connection-lost':
    'The print component went away in the middle. See whether it was closed.',
  'printing.why.component.closed': 'The program let go of the print component while it printed.',
  'printing.why.component.too-old': 'The print component is too old. Update it, then print.',
  'printing.why.component.printer-unknown':
    'The print component knows no printer of that name. Look it up there and choose again.',
  'printing.why.component.refused-task':
    'The print component did not take this label. Its own window says why.',
  'printing.why.component.print-failed':
    'The print component says this one failed. Look at the printer and what came out.',
  'printing.why.component.print-cancelled': 'Somebody cancelled this one in the print component.',
  'printing.why.component.no-key':
    'No shop here can sign for the print component. Link the shop in Settings first.',
  'printing.why.component.label-unreadable':
    'This label is not the platform’s own; the print component cannot print it. Choose another printer.',
  'printing.why.slip.not-drawn': 'The slip could not be drawn. Print it once more, then restart the program.',
  'refusal.slip.printer-unfit': '{{name}} prints labels, not slips. Choose a receipt printer.',
  'refusal.slip.day-unknown': 'There is no day {{day}}. Write it like 2026-09-22.',
  'refusal.slip.unknown': 'That slip is not in the books. Print a new one.',
};
