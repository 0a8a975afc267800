// What proves a label, how a printer is, and going on after a doubt. Part of en.ts.

export const spoolEn = {
  // --- how the printer is: a word, and what to do ---
  'printer.trouble': 'needs a hand',
  'printer.silent': 'silent',
  'printing.printer.trouble': 'Needs a hand',
  'printing.printer.silent': 'Silent',
  'printing.silent-what':
    'The printer says nothing. Look at paper, ribbon and cover; once it is right it goes on by itself.',
  'printing.trouble.paper-out': 'Paper is out. Load paper, it goes on by itself.',
  'printing.trouble.paper-jam': 'Paper is jammed. Take it out, it goes on by itself.',
  'printing.trouble.ribbon-out': 'The ribbon is used up. Put a new one in, it goes on by itself.',
  'printing.trouble.head-open': 'The cover is open. Close the head, it goes on by itself.',
  'printing.trouble.paused': 'The printer is paused. Press its pause key to go on.',
  'printing.trouble.head-hot': 'The head is too hot. It cools down and goes on by itself.',
  'printing.trouble.head-cold': 'The head is too cold. It warms up and goes on by itself.',
  'printing.trouble.cutter': 'The cutter is stuck. Switch the printer off, free the cutter, print again.',
  'printing.trouble.label-waiting': 'A label waits at the exit. Take it, the next one comes.',
  'printing.trouble.memory': 'The printer is out of memory. Switch it off and on.',
  'printing.trouble.paper-low': 'Paper is nearly used up: have a roll ready.',
  'printing.trouble.head-worn': 'The head is worn: see that barcodes still scan.',
  'printing.trouble.offline': 'The printer is offline. Press its online key to go on.',
  'printing.trouble.other': 'The printer reports a fault. Look at its display and lamps.',
  // --- why it stopped ---
  'printing.why.printer.paper-out': 'The printer has no paper. Load some, then go on.',
  'printing.why.printer.paper-jam': 'Paper is jammed. Take it out, then go on.',
  'printing.why.printer.ribbon-out': 'The ribbon is used up. Put a new one in, then go on.',
  'printing.why.printer.head-open': 'The printer’s cover is open. Close the head, then go on.',
  'printing.why.printer.paused': 'The printer is paused. Press its pause key, then go on.',
  'printing.why.printer.head-hot': 'The head is too hot. Let it cool, then go on.',
  'printing.why.printer.head-cold': 'The head is too cold. Let it warm up, then go on.',
  'printing.why.printer.cutter': 'The cutter is stuck. Free it, then go on.',
  'printing.why.printer.label-waiting': 'A label waits at the exit. Take it, then go on.',
  'printing.why.printer.memory': 'The printer is out of memory. Switch it off and on, then go on.',
  'printing.why.printer.offline': 'The printer is offline. Press its online key, then go on.',
  'printing.why.printer.other': 'The printer reports a fault. Look at its display, then go on.',
  'printing.why.printer.silent': 'The printer stayed silent. Look at paper, ribbon, cover and power.',
  'printing.why.printer.was-silent':
    'The printer was silent for a while and may have lost power. Look which label came out last.',
  'printing.why.printer.was-interrupted':
    'Printing was interrupted; the label that was moving may be spoilt. Look which label came out last and whole.',
  'printing.why.printer.fewer-printed':
    'The printer rests, and fewer labels came out than it was given. Look which one came out last.',
  'printing.why.printer.busy-elsewhere': 'The printer is busy with something else. Let it rest, then go on.',
  'printing.why.printer.speaks-otherwise':
    'The printer does not understand our questions. Check its language, or switch asking off.',
  'printing.why.printer.may-hold':
    'The printer may still hold labels. Switch it off and on so that it forgets them, then go on.',
  // --- what proves it ---
  'printing.evidence.spooler': 'the system’s queue took it; whether it came out, look',
  'printing.maybe-twice':
    'It may have come out twice: the printer prints an interrupted label again by itself. Throw the torn one away.',
  'printing.unconfirmed':
    'Nobody has confirmed {{count}} {{count, plural(one: label; other: labels)}}. Scan the last one that came out.',
  // --- another printer ---
  'refusal.batch.not-movable': 'Batch {{batchNo}} is printing. Pause it, then choose another printer.',
  'refusal.batch.unconfirmed':
    'Batch {{batchNo}} went as far as label {{position}}, and nobody has confirmed it. Scan the last one that came out, then choose another printer.',
  'refusal.label.reprint-needs-supervisor':
    'This label was reprinted {{count}} {{count, plural(one: time; other: times)}}. A supervisor may reprint it again.',
  'printing.why.batch.moved': 'It was moved to this printer: start it to go on.',
  'audit.batch.moved': 'Batch {{batchNo}} moved from printer {{from}} to {{to}}',
  // --- settings ---
  'setting.printing.reprintsAlone': 'Reprints without a supervisor',
  'setting.printing.reprintsAlone.what': 'More reprints of one parcel’s label than this take a supervisor.',
  'setting.printing.watchSeconds': 'Look at idle printers',
  'setting.printing.watchSeconds.what':
    'While nothing prints, each printer that answers is asked every so many seconds for paper and cover; 0 asks never.',
  // --- whether it is asked ---
  'printing.asking.off': 'Not asked how it is',
  'printing.asking.untried': 'Asked from the next batch on',
  'printing.asking.answers': 'Answers',
  'printing.asking.in-vain':
    'Never answers and is asked no more. Scan and look to confirm labels; save its settings to ask again.',
} as const;
