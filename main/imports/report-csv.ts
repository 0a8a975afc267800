// The report of an import as a CSV file: every row that was not understood, why, and what to do. Opens in Excel with its ids whole.

import type { RowProblem } from '../platforms/files/file-problem.ts';
import { fillBlanks, problemWords } from './problem-words.ts';

const header = [
  '行 Row',
  '列 Column',
  '值 Value',
  '是否导入 Taken in',
  '原因',
  '怎么办',
  'Reason',
  'What to do',
];

export function reportCsv(problems: readonly RowProblem[]): string {
  const lines = [header.join(',')];
  for (const problem of problems) {
    const words = problemWords[problem.reason];
    const [reasonZh = problem.reason, doZh = ''] = words?.['zh-CN'] ?? [];
    const [reasonEn = problem.reason, doEn = ''] = words?.en ?? [];
    const texts = [reasonZh, doZh, reasonEn, doEn].map((text) => fillBlanks(text, problem.facts));
    const cells = [
      String(problem.row),
      safeCell(problem.column),
      safeCell(problem.value),
      problem.isNotice ? '是 yes' : '否 no',
      ...texts,
    ];
    lines.push(cells.map(quoted).join(','));
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** A TAB before long digits keeps Excel from rounding them; before a formula's first character it keeps it a text. */
function safeCell(text: string): string {
  return /^\d{12,}$/.test(text) || /^[=+\-@]./.test(text) ? `\t${text}` : text;
}

function quoted(cell: string): string {
  return /[",\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
