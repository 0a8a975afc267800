// Every sentence in English. A sentence that zh-CN has and this table lacks fails the type build.

import type { zhCN } from './zh-CN.ts';

export const en: Record<keyof typeof zhCN, string> = {
  // --- the frame ---------------------------------------------------------------------------------------------------
  'app.name': 'Parcelbench',
  'room.today': 'Today',
  'room.orders': 'Orders',
  'room.waves': 'Waves',
  'room.bench': 'Bench',
  'room.printing': 'Printing',
  'room.shipping': 'Shipping',
  'room.settings': 'Settings',

  'refusal.unknown':
    'This step was not done (reference {{code}}). Try once more; if it stays, tell support the reference.',
  'refusal.bug':
    'The program itself went wrong, reference {{reference}}. Nothing is lost. Try once more; if it stays, tell support the reference.',
  'refusal.station.unreachable':
    'The station does not answer. The window reconnects by itself; if it has not after a minute, close it and open it again.',
  'refusal.station.read-only':
    'This window can only look: another station is using the same data. Work there, or close it first.',
  'refusal.request.unknown':
    'This version cannot do that yet ({{name}}). Restart the program so that window and station are of one version.',
  'refusal.request.not-allowed': 'This step needs a supervisor. Ask one to scan a badge.',
  'refusal.request.malformed': 'Something is missing or does not fit ({{field}}). Check it and try again.',
  'refusal.setting.unknown': 'There is no such setting. Restart the program and try again.',
  'refusal.setting.out-of-range':
    'That value is out of range; the setting was not changed. Choose one within the range.',

  // --- times, tags and things to do ---
  'due.just-over': 'just overdue',
  'due.under-a-minute': 'under a minute',
  'due.in-minutes': '{{count}} min left',
  'due.in-hours': '{{count}} h left',
  'due.in-days': '{{count}} {{count, plural(one: day; other: days)}} left',
  'due.over-minutes': '{{count}} min overdue',
  'due.over-hours': '{{count}} h overdue',
  'due.over-days': '{{count}} {{count, plural(one: day; other: days)}} overdue',
  'when.today': 'today {{time}}',
  'when.yesterday': 'yesterday {{time}}',
  'when.tomorrow': 'tomorrow {{time}}',
  'tag.door': 'To the door',
  'tag.door-look': 'Door tag?',
  'do.cancel': 'Cancel',
  'do.close': 'Close',
  'do.back': 'Back',
  'do.retry': 'Try again',
  'do.save': 'Save',
  'do.understood': 'Understood',
  'do.open': 'Open',
  'do.print': 'Print',

  // --- the frame, spoken ---
  'frame.rooms': 'Rooms',
  'frame.search': 'Search everything',
  'frame.training': 'TRAINING',
  'frame.no-shop': 'No shop yet',
  'frame.shops': '{{first}} and others, {{count}} shops',
  'frame.online': 'Online',
  'frame.offline': 'Offline',
  'frame.waiting': '{{count}} {{count, plural(one: shipment; other: shipments)}} waiting',
  'frame.station-silent': 'Station is silent',
  'frame.next-due': 'Next due',
  'frame.nothing-due': 'Nothing is due',
  'frame.clock-is-right': 'The time now is right',
  'printer.ready': 'ready',
  'printer.busy': 'printing',
  'printer.unreachable': 'not reached',
  'printer.unknown': 'unknown',
  'role.packer': 'Packer',
  'role.printer-operator': 'Printer operator',
  'role.supervisor': 'Supervisor',
  'wait.room': 'Opening',
  'search.placeholder': 'Order, tracking number, SKU, recipient, setting…',
  'search.nothing':
    'Nothing found for “{{text}}”. Try the last eight digits of a tracking number, or two letters of the recipient.',
  'search.go-there': 'Go there',
  'kind.order': 'Order',
  'kind.parcel': 'Parcel',
  'kind.sku': 'SKU',
  'kind.wave': 'Wave',
  'kind.batch': 'Batch',
  'kind.setting': 'Setting',
  'kind.room': 'Room',
  'refusal.scan.unknown':
    'Nobody knows this code: {{code}}. Nothing was recorded; see whether the label belongs to another station.',
  'refusal.scan.action-elsewhere': '{{code}} is an action for the bench. Scan it at the bench.',
  'notice.clock.moved-back':
    'The computer’s clock went back. Check the time; if it is right, press the button, if not, set it first.',
  'table.none': 'Select all or none',
  'table.narrow': '{{count}} more rows are not listed. Narrow the list by filter or search.',
};
