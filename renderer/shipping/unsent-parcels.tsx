// Packed parcels that nobody has told the shop of: shipping by hand is set, or something stood in the way when they were sealed.
// One press sends them; each that cannot go says why.

import { Button } from '@mantine/core';
import { useState } from 'react';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Sentence } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';

/** More reasons than these at once help nobody; the next press shows the next ones. */
const mostShown = 5;

export function UnsentParcels({ count }: { readonly count: number }) {
  const { t } = useText();
  const ship = useAsk('shipping.ship');
  const [left, setLeft] = useState<RequestAnswer<'shipping.ship'>['refused']>([]);
  if (count === 0) return null;
  const send = async () => {
    const answer = await ship.send({ parcelIds: 'unsent', requestId: newRequestId() });
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
      <RefusalBar refusal={ship.refusal} />
      {left.slice(0, mostShown).map((refused) => (
        <NoticeBar key={refused.parcelId} tone="stop">
          <Sentence refusal={refused} />
        </NoticeBar>
      ))}
    </>
  );
}
