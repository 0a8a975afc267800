// Single cells of export files: ids, counts, money, yes and no.

/** Undoes what exports put around ids so that Excel leaves them alone: a TAB, an apostrophe, `="…"`. */
export function readId(cell: string): string {
  return cell.replace(/^=?["']+|["']+$/g, '').trim();
}

/** A whole number of at least 0; undefined for anything else. `2.0` is 2. */
export function readCount(cell: string): number | undefined {
  const match = /^(\d{1,9})(?:\.0+)?$/.exec(cell.replaceAll(',', ''));
  return match ? Number(match[1]) : undefined;
}

/** Cents from `US$1,234.50`, `¥19.9`, `IDR 12.000`; null where there is no amount. */
export function readCents(cell: string): number | null {
  const text = cell.replace(/[^\d.,-]/g, '');
  if (!/\d/.test(text)) return null;
  const separator = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const decimals = separator < 0 ? '' : text.slice(separator + 1);
  const isThousands = decimals.length === 3;
  const whole = (isThousands || separator < 0 ? text : text.slice(0, separator)).replace(/[.,]/g, '');
  const cents = Math.round(Number(`${whole || '0'}.${isThousands ? '' : decimals}`) * 100);
  return Number.isSafeInteger(cents) ? cents : null;
}

const yes = new Set(['yes', 'y', 'true', '1', '是', '有', '已绑定', '绑定', '√', '✓', 'ya', 'có', 'ใช่']);
const no = new Set(['no', 'n', 'false', '0', '否', '无', '未绑定', '×', '✗', 'x', 'tidak', 'không', 'ไม่']);

/** True, false, null where nothing is said, undefined where it is neither. */
export function readYesNo(cell: string): boolean | null | undefined {
  const word = cell.normalize('NFC').toLowerCase();
  if (word === '' || word === '-' || word === '未知' || word === '?') return null;
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

/** Several values in one cell. */
export function readList(cell: string): string[] {
  return cell
    .split(/[;；,，、|\n]/)
    .map((part) => readId(part.trim()))
    .filter((part) => part !== '' && part !== '-');
}
