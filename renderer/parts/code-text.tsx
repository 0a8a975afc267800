// A code as it is read aloud: monospace, the last four characters bold. Copies whole when selected.

import styles from './parts.module.css';

export function CodeText({ code, title }: { readonly code: string; readonly title?: string }) {
  return (
    <span className={styles.code} title={title ?? code}>
      {code.slice(0, -4)}
      <b>{code.slice(-4)}</b>
    </span>
  );
}
