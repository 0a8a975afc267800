// Packed parcels that nobody has told the shop of: shipping by hand is set, or something stood in the way when they were sealed.
// One press sends them all, however many, and shows how far it is; each that cannot go says why.

import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { onStationEvent, type RequestAnswer } from '../parts/station.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { Sentence } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';

/** More reasons than these at once help nobody; the next press shows the next ones. */
const mostShown = 5;

export function UnsentParcels({ count }: { readonly count: number }) {
  const { t } = useText();
  const ship = useAsk('shipping.ship');
  const [left, setLeft] = useState<RequestAnswer<'shipping.ship'>['refused']>([]);
  const [jobId, setJobId] = useState<string | null>(null);
  const progress = useProgress(jobId);
  if (count === 0 && !ship.isPending) return null;
  const send = async () => {
    const requestId = newRequestId();
    setJobId(requestId);
    const answer = await ship.send({ parcelIds: 'unsent', requestId });
    setJobId(null);
    setLeft(answer?.refused ?? []);
  };
  return (
    <>
      <NoticeBar
        tone="ask"
        actions={
          <Button variant="default" loading={ship.isPending} onClick={() => void send()}>
            {t('shipping.send-unsent', { count })}
          </Button>
        }
      >
        {t('shipping.unsent', { count })}
      </NoticeBar>
      {ship.isPending && (
        <Wait what={t('shipping.ship-progress')} done={progress?.done} total={progress?.total} />
      )}
      <RefusalBar refusal={ship.refusal} />
      {left.slice(0, mostShown).map((refused) => (
        <NoticeBar key={refused.parcelId} tone="stop">
          <Sentence refusal={refused} />
        </NoticeBar>
      ))}
    </>
  );
}

/** How far this job is, as the station tells it. */
function useProgress(jobId: string | null): { readonly done: number; readonly total: number } | null {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  useEffect(() => {
    setProgress(null);
    if (jobId === null) return;
    return onStationEvent((event) => {
      if (event.kind === 'job.progress' && event.jobId === jobId)
        setProgress({ done: event.done, total: event.total });
    });
  }, [jobId]);
  return progress;
}
