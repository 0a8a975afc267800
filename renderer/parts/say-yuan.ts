// Money as it is read: `¥10`, `¥8.50`.

export function sayYuan(cents: number, language: string): string {
  return `¥${(cents / 100).toLocaleString(language, { minimumFractionDigits: cents % 100 === 0 ? 0 : 2 })}`;
}
