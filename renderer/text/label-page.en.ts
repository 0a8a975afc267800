// The English sentences about platform labels, layouts, label history and rolls. Part of en.ts.

import type { labelPageZhCN } from './label-page.zh-CN.ts';

export const labelPageEn: Readonly<Record<keyof typeof labelPageZhCN, string>> = {
  'refusal.document.empty': 'This file is empty: download the label from the platform again, then add it',
  'refusal.document.unknown-format':
    'This file is neither a PDF nor a PNG: download the label as PDF from the platform, then add it',
  'refusal.document.damaged':
    'The label file is damaged or cut off: download it from the platform again, then add it',
  'refusal.document.locked':
    'The label file has a password and cannot be opened: download one without, then add it',
  'refusal.document.too-slow':
    'This file could not be drawn in time: download it again from the platform, or add it as PNG',
  'refusal.document.font-missing':
    'The label brings no font for “{{character}}”, it would come out with letters missing: download it as a picture (PNG), then add it',
  'refusal.document.too-large': 'A file of more than {{most}} MB is no label: check it and download it again',
  'refusal.document.too-many-pages':
    'The file has {{pages}} pages, a label has {{most}} at most: download one file for each parcel',
  'refusal.document.page-size':
    'The page is {{page}}, the label paper {{paper}}, and scaled codes cannot be scanned: choose A6 or 100 × 150 at the platform and download it again',
  'refusal.document.page-rotated':
    'The page lies on its side ({{page}} for paper of {{paper}}): choose upright at the platform and download it again',
  'refusal.document.margin-inked':
    'The page is larger than the label paper and printed to its edge, something would be cut off: choose 100 × 150 at the platform and download it again',
  'refusal.document.other-resolution':
    'This picture was made for a {{made}} dpi printer, this one has {{printer}} dpi, and scaled codes cannot be scanned: use the PDF, or another printer',
  'refusal.document.unreadable':
    'No code on this page can be scanned, so it cannot be compared with {{trackingNumber}}: download the label again, then add it',
  'refusal.document.other-parcel':
    'This is another parcel’s label ({{codes}}), not that of {{trackingNumber}}: find the right file; do not stick this one on',
  'refusal.document.nobodys':
    'No parcel has the number on this label ({{codes}}): take a waybill first, or name the parcel',
  'refusal.document.missing':
    'Parcel {{parcelId}} must have the platform’s own label, and it is not here yet: fetch it with a network, or download and add it',
  'refusal.document.none': 'Parcel {{parcelId}} has no platform label: there is nothing to remove',
  'refusal.label.address-too-long':
    'The recipient has {{characters}} characters and does not fit at the smallest size; cut off, the parcel would be lost: ask the buyer for a shorter address, or use the platform’s label',
  'refusal.layout.unknown': 'There is no layout “{{layout}}”: choose one from the list',
  'audit.document.kept': 'kept the platform’s label of {{trackingNumber}}',
  'audit.document.forgotten': 'removed the platform’s label of {{trackingNumber}}',
  'audit.shop.labels-set': 'changed how the shop’s labels look: {{layout}}',
  'audit.roll.loaded': 'loaded a roll of {{count}} labels',
  'audit.roll.ended': 'the roll ran out after {{count}} labels',
  'unit.mm': 'mm',
  'setting.printing.pageToleranceMm': 'How many millimetres a platform’s page may be off',
  'setting.printing.pageToleranceMm.what':
    'A page within this of the label paper prints as it stands, only white is cut off; others are refused. Nothing is ever scaled.',
  'setting.printing.mostDocumentMegabytes': 'Largest platform label file, in MB',
  'setting.printing.mostDocumentMegabytes.what': 'A larger file is no label and is not taken.',
  'setting.printing.keepDocumentsDays': 'Keep platform labels for',
  'setting.printing.keepDocumentsDays.what':
    'So many days after a parcel left, its platform label, kept encrypted here, is removed; at the latest together with the recipient.',
};
