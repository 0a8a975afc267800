// Shops that are reached by files: the upload files we wrote, newest first, and where they lie.

import { Button } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './shipping.module.css';

export function UploadFiles() {
  const { t } = useText();
  const files = useAnswer('shipping.files', {}, { refreshOn: ['shipments.changed', 'station.changed'] });
  const close = useAsk('shipping.closeFile');
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
            <small>
              {file.closedAt === null ? (
                t('shipping.file-open')
              ) : (
                <>
                  {t('shipping.file-closed')} <Time at={file.closedAt} />
                </>
              )}
            </small>
            {file.closedAt === null && (
              <Button
                variant="default"
                loading={close.isPending}
                onClick={() => void close.send({ file: file.file, requestId: newRequestId() })}
              >
                {t('shipping.file-close')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <RefusalBar refusal={close.refusal} />
      {folder && <code className={styles.folder}>{folder}</code>}
    </section>
  );
}
