// The key that does what a button says, behind its words.

import styles from './parts.module.css';

export function Hotkey({ children }: { readonly children: string | number }) {
  return <kbd className={styles.hotkey}>{children}</kbd>;
}
