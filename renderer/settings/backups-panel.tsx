// The backups there are, newest first, and one made now.

import { Button } from '@mantine/core';
import { IconDatabaseExport } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyList } from '../parts/empty-list.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

const shown = 8;

export function BackupsPanel() {
  const { t } = useText();
  const backups = useAnswer('station.backups', {}, { refreshOn: ['station.changed'] });
  const make = useAsk('station.backup');
  const [made, setMade] = useState<string | null>(null);
  const list = backups.value ?? [];
  return (
    <div className={styles.card}>
      <div className={styles.row}>
        <div className={styles.rowWords}>
          <h3>{t('backup.now')}</h3>
          <p>{t('backup.now-what')}</p>
        </div>
        <Button
          leftSection={<IconDatabaseExport size={18} />}
          loading={make.isPending}
          onClick={() =>
            void make.send({ requestId: newRequestId() }).then((done) => {
              setMade(done?.file ?? null);
              backups.reload();
            })
          }
        >
          {t('backup.make')}
        </Button>
      </div>
      <RefusalBar refusal={make.refusal ?? backups.refusal} />
      {made !== null && <NoticeBar tone="ok">{t('backup.made', { file: made })}</NoticeBar>}
      {list.length === 0 && !backups.isLoading ? (
        <EmptyList title={t('backup.none')}>{t('backup.none-why')}</EmptyList>
      ) : (
        <table className={styles.scans}>
          <tbody>
            {list.slice(0, shown).map((backup) => (
              <tr key={backup.file}>
                <td>
                  <Time at={backup.madeAt} />
                </td>
                <td>{backup.file}</td>
                <td>{t('backup.size', { megabytes: (backup.bytes / 1_048_576).toFixed(1) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
