// The English sentences of people, lock, overrides and audit. Part of en.ts.

import type { peopleZhCN } from './people.zh-CN.ts';

export const peopleEn: Record<keyof typeof peopleZhCN, string> = {
  // --- people — who works here ---
  'settings.group.people': 'People',
  'settings.group.people.what':
    'Who works here and who may do what. A badge changes the person with one scan; a PIN is known to its owner only.',
  'settings.group.audit': 'Audit',
  'settings.group.audit.what':
    'Who did what, and when. It only grows; one changed letter or one missing entry is found.',
  'setting.people.idleLockMinutes': 'Lock when idle',
  'setting.people.idleLockMinutes.what':
    'A window that nobody touches for so long locks; the parcel stays as it is. Badge or PIN opens it. 0 never locks.',

  'people.first-title': 'No supervisor yet: whoever sits at this PC may do everything',
  'people.first-do': 'Make the first supervisor',
  'people.first-what': 'From then on each window asks who is there: a PIN, or a badge.',
  'people.supervisors-only':
    'Only a supervisor adds, changes and removes people here. Your own PIN: press your name at the top right.',
  'people.add': 'Add a person',
  'people.name': 'Name',
  'people.role': 'Role',
  'people.pin': 'PIN',
  'people.pin-new': 'New PIN (4–12 digits)',
  'people.pin-old': 'Present PIN',
  'people.pin-again': 'Once more',
  'people.pin-differs': 'The two are not the same. Type it again.',
  'people.pin-optional': 'A packer may go without a PIN and use the badge only.',
  'people.has-pin': 'PIN set',
  'people.no-pin': 'Badge only',
  'people.waits': 'Too many wrong PINs, next try at {{time}}',
  'people.set-pin': 'Set a new PIN',
  'people.change': 'Change',
  'people.remove': 'Remove',
  'people.remove-sure':
    'Remove {{name}}? Badge and PIN stop working at once; the name stays in the audit as it is.',
  'people.new-badge': 'New badge',
  'people.new-badge-sure': 'The old badge of {{name}} stops working at once and has to be printed again.',
  'people.print-badges': 'Print badges',
  'people.badges-title': 'Badges',
  'people.badges-how':
    'Cut out and laminate. Whoever scans theirs at a bench is the one whose work is written down. A supervisor’s badge still asks for the PIN where it matters.',
  'people.none': 'Nobody is listed yet',
  'people.none-why':
    'For now whoever sits at this PC may do everything. Make a supervisor first, then add the others.',
  'people.role.packer.what': 'scans and seals at the bench',
  'people.role.printer-operator.what': 'also runs printers and batches',
  'people.role.supervisor.what': 'also plans, sets people and settings, may let a block pass',

  // --- lock and sign-in ---
  'door.who': 'Who is here?',
  'door.locked': 'Locked: {{name}}',
  'door.locked-why': 'The parcel stays as it is. Scan the badge or enter the PIN to go on.',
  'door.scan-badge': 'Scan your badge, or choose your name and enter the PIN',
  'door.enter-pin': '{{name}}, enter your PIN',
  'door.badge-only': '{{name}} has no PIN: scan the badge',
  'door.confirm-pin': 'This step needs a supervisor’s PIN',
  'door.lock': 'Lock',
  'door.change-person': 'Change person',
  'pad.clear': 'Clear',
  'pad.delete': 'Delete one',
  'pad.enter': 'Enter',
  'pad.digits': '{{count}} digits',

  // --- overrides ---
  'override.ask': 'Supervisor',
  'override.title': 'Let it pass once',
  'override.what':
    'For this parcel, this rule and the facts as they are now; when they change it holds no longer. It is written into the audit.',
  'override.who': 'Which supervisor?',
  'override.reason': 'Why it may pass',
  'override.reason-hint': 'e.g. the buyer confirmed by phone that it is one person',
  'override.badge-read': 'Badge read: enter the PIN',
  'override.no-supervisor':
    'There is no supervisor yet, so nothing can pass. Make one in Settings · People first.',
  'override.said': 'Let pass by {{person}}: {{reason}}',

  // --- audit ---
  'audit-page.who': 'Who',
  'audit-page.station': 'the station',
  'audit-page.what': 'What',
  'audit-page.when': 'When',
  'audit-page.of': 'Of',
  'audit-page.facts': 'Facts',
  'audit-page.everybody': 'Everybody',
  'audit-page.everything': 'Everything',
  'audit-page.search': 'An id, or words in the facts',
  'audit-page.from': 'From',
  'audit-page.to': 'To',
  'audit-page.count': '{{count}} {{count, plural(one: entry; other: entries)}}',
  'audit-page.check': 'Check the whole audit',
  'audit-page.checking': 'Checking entry by entry …',
  'audit-page.whole': 'All {{count}} entries are whole: none changed, none missing. Checked {{time}}.',
  'audit-page.edited':
    'Entry {{entry}} was changed. The {{count}} before it are whole; find the original entry {{entry}} in a backup.',
  'audit-page.gap':
    'Entry {{entry}} is missing. The {{count}} before it are whole; find entry {{entry}} in a backup.',
  'audit-page.export': 'Export CSV',
  'audit-page.export-cut': 'Too many: only the newest {{count}} are in the file. Export by dates.',
  'audit-page.none': 'No such entry',
  'audit-page.none-why': 'Choose another person or deed, or wider dates.',
  'audit-subject.order': 'Order',
  'audit-subject.parcel': 'Parcel',
  'audit-subject.wave': 'Wave',
  'audit-subject.batch': 'Batch',
  'audit-subject.label': 'Label',
  'audit-subject.sku': 'SKU',
  'audit-subject.setting': 'Setting',
  'audit-subject.shop': 'Shop',
  'audit-subject.printer': 'Printer',
  'audit-subject.person': 'Person',
  'audit-subject.station': 'Station',

  'audit.person.added': 'Person added',
  'audit.person.changed': 'Person changed',
  'audit.person.removed': 'Person removed',
  'audit.person.pin-set': 'New PIN set',
  'audit.person.pin-wrong': 'Wrong PIN',
  'audit.person.signed-in': 'Signed in',
  'audit.person.signed-out': 'Signed out',
  'audit.parcel.override-granted': 'Let pass by a supervisor',

  'refusal.people.signed-out': 'Nobody has signed in here: scan a badge, or choose a name and enter the PIN.',
  'refusal.people.locked': 'The window is locked: {{name}}, scan your badge or enter your PIN.',
  'refusal.people.person-needed':
    'Say who asks: add --person NAME, with the PIN on standard input or in PARCELBENCH_PIN.',
  'refusal.people.name-unknown': 'Nobody here is called {{name}}. Look at the names in Settings · People.',
  'refusal.people.unknown': 'This person is no longer listed. Choose again.',
  'refusal.people.badge-unknown':
    'This badge is not known; it may have been replaced. Ask a supervisor to print a new one.',
  'refusal.people.no-window': 'Nobody can sign in here, only at an open window.',
  'refusal.people.no-pin': '{{name}} has no PIN: scan the badge, or ask a supervisor to set one.',
  'refusal.people.pin-wrong': 'That is not the PIN. Enter it again.',
  'refusal.people.pin-wait': 'Too many wrong PINs for {{name}}: try again in {{seconds}} seconds.',
  'refusal.people.pin-needed': 'This step needs the PIN: {{name}}, enter it and do the step again.',
  'refusal.people.pin-unfit': 'A PIN has 4 to 12 digits, not all the same and no run such as 1234.',
  'refusal.people.supervisor-first': 'The first person must be a supervisor. Make one, then add the others.',
  'refusal.people.supervisor-needs-pin': 'A supervisor needs a PIN: set one for {{name}}.',
  'refusal.people.name-taken': 'There is a {{name}} already. Choose another name, e.g. with the shift.',
  'refusal.people.last-supervisor':
    '{{name}} is the last supervisor, and there must be one. Make another one first.',
  'refusal.people.not-yours': 'Only your own PIN can be changed here. A supervisor sets those of others.',
  'refusal.people.old-pin-needed': 'Enter the present PIN first.',
  'refusal.override.not-a-supervisor': '{{name}} is no supervisor and cannot let it pass. Call one.',
  'refusal.override.no-supervisor':
    'There is no supervisor yet, so nothing can pass. Make one in Settings · People first.',
  'refusal.override.never': 'Nobody can let this rule pass ({{rule}}). Split or take out as it says.',
  'refusal.override.nothing-blocked': 'This rule does not stop the parcel now: nothing to let pass.',
  'refusal.override.who': 'There are several supervisors: choose one, or scan a badge.',
};
