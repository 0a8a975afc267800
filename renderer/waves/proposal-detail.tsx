// One proposed wave before it is released: why it is one, its carts with metres per line, what is short, and the first of its list.
// While carts are formed the best so far can be taken.

import { Button } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Hotkey } from '../parts/hotkey.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { onStationEvent } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { Time } from '../parts/when.tsx';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { gapPercent, sayMetres, sumCosts } from './cart-words.ts';
import { sayTitle, sayWhy } from './proposal-words.ts';
import styles from './proposals.module.css';
import { ReleaseShortAsk, ShortageList } from './shortages.tsx';
import { openPickingList, type ProposalView, showPart } from './waves-store.ts';

const previewLines = 60;

export function ProposalDetail({ wave }: { readonly wave: ProposalView }) {
  const { t } = useText();
  const preview = useAnswer('waves.previewProposed', { key: wave.key }, { refreshOn: ['goods.changed'] });
  const release = useAsk('waves.releaseProposed');
  const [jobId, setJobId] = useState<string | null>(null);
  const isBusy = useRef(false);
  const shown = preview.value;
  const cost = shown && sumCosts(shown.carts);
  const asksForShortages = release.refusal?.code === 'wave.short-stock';

  async function releaseNow(acceptShortages: boolean): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    const job = newRequestId();
    setJobId(job);
    const released = await release.send({
      key: wave.key,
      acceptShortages,
      jobId: job,
      requestId: newRequestId(),
    });
    isBusy.current = false;
    setJobId(null);
    if (released) openPickingList(released.waveId);
  }
  useShortcuts({ r: () => void releaseNow(false), y: () => asksForShortages && void releaseNow(true) });

  return (
    <>
      <header>
        <h2>
          {t(`group.kind.${wave.kind}`)} · {sayTitle(wave, t)}
        </h2>
        <ul className={styles.why} aria-label={t('group.why')}>
          {sayWhy(wave, t).map((words) => (
            <li key={words}>{words}</li>
          ))}
          {wave.firstDueAt !== null && (
            <li>
              {t('group.first-due')} <Time at={wave.firstDueAt} />
            </li>
          )}
        </ul>
      </header>
      <dl className={styles.numbers}>
        <div>
          <dt>{t('group.parcels')}</dt>
          <dd>{wave.parcelCount}</dd>
        </div>
        <div>
          <dt>{t(wave.mode === 'wall' ? 'group.walls' : 'group.carts')}</dt>
          <dd>{shown?.carts.length ?? '…'}</dd>
        </div>
        <div>
          <dt>{t('group.lines')}</dt>
          <dd>{shown?.lines.length ?? '…'}</dd>
        </div>
        {shown && cost && (
          <div>
            <dt>{t('group.metres-a-line')}</dt>
            <dd>{sayMetres(cost.lengthMetres / Math.max(1, shown.lines.length))}</dd>
          </div>
        )}
      </dl>
      {cost && (
        <p className={styles.cost}>
          {t(cost.plainMetres - cost.lengthMetres < 0.5 ? 'group.cost-same' : 'group.cost', {
            metres: sayMetres(cost.lengthMetres),
            plain: sayMetres(cost.plainMetres),
            saved: Math.round((1 - cost.lengthMetres / Math.max(0.01, cost.plainMetres)) * 100),
          })}{' '}
          {gapPercent(cost) === 0 && t('group.proven')}
        </p>
      )}
      {shown && !cost && (
        <p className={styles.cost}>
          {t('group.no-plan')}{' '}
          <button type="button" className={styles.link} onClick={() => showPart('warehouse')}>
            {t('group.draw-plan')}
          </button>
        </p>
      )}
      <ShortageList shortages={wave.shortages} className={styles.short} />
      {!asksForShortages && <RefusalBar refusal={release.refusal} />}
      {asksForShortages && (
        <ReleaseShortAsk
          isPending={release.isPending}
          onRelease={() => void releaseNow(true)}
          onLeave={release.forget}
        />
      )}
      {jobId !== null && release.isPending ? (
        <Forming jobId={jobId} />
      ) : (
        <Button size="lg" leftSection={<IconRocket size={22} />} onClick={() => void releaseNow(false)}>
          {t('waves.release', { count: wave.parcelCount })} <Hotkey>R</Hotkey>
        </Button>
      )}
      <RefusalBar refusal={preview.refusal} />
      {!shown && !preview.refusal && <Wait what={t('waves.counting')} />}
      {shown && (
        <ol className={styles.lines} aria-label={t('waves.to-fetch')}>
          {shown.lines.slice(0, previewLines).map((line, index) => (
            <li key={line.position}>
              {shown.carts.length > 1 && shown.lines[index - 1]?.cartNo !== line.cartNo && (
                <p className={styles.lineCart}>{t('walk.cart', { number: line.cartNo })}</p>
              )}
              <code>{line.binCode ?? t('waves.no-bin')}</code>
              <span>{line.name}</span>
              <b>×{line.quantity}</b>
            </li>
          ))}
          {shown.lines.length > previewLines && (
            <li className={styles.more}>
              {t('waves.more-lines', { count: shown.lines.length - previewLines })}
            </li>
          )}
        </ol>
      )}
    </>
  );
}

/** Carts are being formed: how far, how long all ways are so far, and a way out with the best there is. */
function Forming({ jobId }: { readonly jobId: string }) {
  const { t } = useText();
  const take = useAsk('waves.takeBest');
  const [state, setState] = useState<{ readonly share: number; readonly metres: number | null }>({
    share: 0,
    metres: null,
  });
  useEffect(
    () =>
      onStationEvent((event) => {
        if (event.kind !== 'job.progress' || event.jobId !== jobId) return;
        setState((before) => ({
          share: event.total === 0 ? 0 : event.done / event.total,
          metres: event.metres ?? before.metres,
        }));
      }),
    [jobId],
  );
  return (
    <div className={styles.forming}>
      <p>
        {t('group.forming')}
        {state.metres !== null && ` · ${t('group.best-so-far', { metres: sayMetres(state.metres) })}`}
      </p>
      <div className={styles.formingBar}>
        <span style={{ transform: `scaleX(${state.share})` }} />
      </div>
      <Button variant="default" onClick={() => void take.send({ jobId, requestId: newRequestId() })}>
        {t('group.take-best')}
      </Button>
    </div>
  );
}
