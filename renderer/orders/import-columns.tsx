// The columns of the file and what each was taken for; those that mean nothing to us are grey and left alone.

import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './import.module.css';
import type { Inspection } from './import-store.ts';

export function ImportColumns({ columns }: { readonly columns: Inspection['columns'] }) {
  const { t } = useText();
  const known = columns.filter((column) => column.meaning !== null);
  const rest = columns.filter((column) => column.meaning === null);
  return (
    <details className={styles.columns}>
      <summary>
        <b>{t('import.columns', { known: known.length, count: columns.length })}</b>
      </summary>
      <ul>
        {known.map((column) => (
          <li key={column.header}>
            <span>{column.header}</span>
            <b>{sayCode('import.column', column.meaning ?? '')}</b>
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <p>
          {t('import.columns-unused')} {rest.map((column) => column.header).join(' · ')}
        </p>
      )}
    </details>
  );
}
