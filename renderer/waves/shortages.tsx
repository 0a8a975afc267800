// What a wave lacks before it is released, and the question whether it goes out all the same. Said the same way wherever a wave is released.

import { Button } from '@mantine/core';
import { Hotkey } from '../parts/hotkey.tsx';
import { NoticeBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { ToneIcon } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';

type Shortage = RequestAnswer<'waves.preview'>['shortages'][number];

export function ShortageList({
  shortages,
  className,
}: {
  readonly shortages: readonly Shortage[];
  readonly className: string | undefined;
}) {
  const { t } = useText();
  if (shortages.length === 0) return null;
  return (
    <div className={className}>
      <h3>
        <ToneIcon tone="ask" size={20} /> {t('waves.short', { count: shortages.length })}
      </h3>
      <ul>
        {shortages.map((short) => (
          <li key={short.skuCode}>
            <strong>{short.name}</strong> <code>{short.skuCode}</code>
            <p>{t('waves.short-words', { needed: short.needed, stock: short.stock })}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The station has refused because of what is short; `Y` goes on, as the caller's shortcut. */
export function ReleaseShortAsk({
  isPending,
  onRelease,
  onLeave,
}: {
  readonly isPending: boolean;
  readonly onRelease: () => void;
  readonly onLeave: () => void;
}) {
  const { t } = useText();
  return (
    <NoticeBar
      tone="ask"
      actions={
        <>
          <Button loading={isPending} onClick={onRelease}>
            {t('waves.release-short')} <Hotkey>Y</Hotkey>
          </Button>
          <Button variant="default" onClick={onLeave}>
            {t('waves.leave-it')}
          </Button>
        </>
      }
    >
      {t('waves.release-short-ask')}
    </NoticeBar>
  );
}
