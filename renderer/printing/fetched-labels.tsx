// Platform labels that are fetched by the station itself: how many are on their way, and those that will not come, each with the reason.

import { Button } from '@mantine/core';
import { IconCloudDownload } from '@tabler/icons-react';
import { CodeText } from '../parts/code-text.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ToneIcon } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { whyWords } from '../parts/why-words.ts';
import { useText } from '../text/text.ts';
import styles from './documents.module.css';

export function FetchedLabels() {
  const { t } = useText();
  const answer = useAnswer('labels.fetches', {}, { refreshOn: ['parcels.changed', 'station.changed'] });
  const again = useAsk('labels.fetchAgain');
  const fetches = answer.value?.fetches ?? [];
  const waiting = fetches.filter(({ state }) => state === 'waiting').length;
  const failed = fetches.filter(({ state }) => state === 'failed');
  if (waiting === 0 && failed.length === 0) return <RefusalBar refusal={answer.refusal} />;
  return (
    <section className={styles.answers}>
      {waiting > 0 && <NoticeBar tone="say">{t('documents.fetching', { count: waiting })}</NoticeBar>}
      {failed.length > 0 && (
        <>
          <NoticeBar tone="ask">{t('documents.not-coming', { count: failed.length })}</NoticeBar>
          <Button
            variant="default"
            leftSection={<IconCloudDownload size={18} />}
            loading={again.isPending}
            onClick={() =>
              void again.send({
                parcelIds: failed.map(({ parcelId }) => parcelId),
                requestId: newRequestId(),
              })
            }
          >
            {t('documents.fetch-again')}
          </Button>
          <RefusalBar refusal={again.refusal} />
          <ul>
            {failed.map((fetch) => (
              <li key={fetch.parcelId}>
                <ToneIcon tone="ask" size={18} />
                <div>
                  <CodeText code={fetch.trackingNumber} />
                  <p>{whyWords(fetch.code ?? '', fetch.facts)}</p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
