// Shops that are reached by files: the upload files we wrote, newest first, and where they lie.

import { IconFileTypeCsv } from '@tabler/icons-react';
import { useAnswer } from '../parts/use-answer.ts';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './shipping.module.css';

export function UploadFiles() {
  const { t } = useText();
  const files = useAnswer('shipping.files', {}, { refreshOn: ['shipments.changed', 'station.changed'] });
  const folder = files.value?.[0]?.folder;
  if (!files.value || files.value.length === 0) return null;
  return (
    <section className={styles.files}>
      <h2>{t('shipping.files')}</h2>
      <p>{t('shipping.files-what')}</p>
      <ul>
        {files.value.map((file) => (
          <li key={file.file}>
            <IconFileTypeCsv size={24} stroke={1.6} aria-hidden="true" />
            <span>{file.file}</span>
            <span>{t('shipping.file-rows', { count: file.rows })}</span>
            <Time at={file.madeAt} />
          </li>
        ))}
      </ul>
      {folder && <code className={styles.folder}>{folder}</code>}
    </section>
  );
}
