// The picking list on screen: like paper, in walking order. A line is ticked by a scan, a click or the keyboard; it fades and stays where it is.

import { Button } from '@mantine/core';
import { IconArrowLeft, IconCheck, IconPrinter } from '@tabler/icons-react';
import { Fragment, useCallback, useEffect, useRef, useState } from 'react';
import { isOurId, type WaveId } from '../../main/basics/ids.ts';
import { normaliseCode } from '../../main/basics/normalise-code.ts';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { SlipButton } from '../parts/slip-button.tsx';
import { ask } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import { CartStrip } from './cart-strip.tsx';
import { OrderSheets } from './order-sheets.tsx';
import { PickRow } from './pick-row.tsx';
import styles from './picking-list.module.css';
import { printSheet, SheetToPrint } from './picking-sheet.tsx';
import walkStyles from './walk.module.css';
import { openPickingList, type PickLineView } from './waves-store.ts';

interface LastScan {
  readonly outcome: 'picked' | 'already' | 'not-here' | 'unknown';
  readonly code: string;
  readonly position: number | null;
  readonly turn: number;
}

export function PickingListScreen({
  waveId,
  cartNo,
}: {
  readonly waveId: WaveId;
  readonly cartNo: number | null;
}) {
  const { t } = useText();
  const list = useAnswer('waves.pickingList', cartNo === null ? { waveId } : { waveId, cartNo }, {
    refreshOn: ['waves.changed', 'station.changed'],
  });
  const tick = useAsk('picks.tick');
  const untick = useAsk('picks.untick');
  const [scanned, setScanned] = useState<LastScan | null>(null);
  const [isByOrder, setIsByOrder] = useState(false);
  const printed = useCallback(() => setIsByOrder(false), []);
  const paper = useRef<HTMLOListElement>(null);
  const { reload } = list;
  const lines = list.value?.lines ?? [];
  const done = lines.filter(isPicked).length;
  // Totes count from 1 on each cart.
  const isCut = (list.value?.carts.length ?? 0) > 1;

  const scan = useCallback(
    async (code: string) => {
      const reply = await ask('picks.scan', { waveId, code, requestId: newRequestId() });
      if (!reply.ok) return playSignal('wrong');
      const { outcome, line } = reply.value;
      playSignal(outcome === 'picked' ? 'ok' : outcome === 'already' ? 'too-many' : 'wrong');
      setScanned((before) => ({
        outcome,
        code,
        position: line?.position ?? null,
        turn: (before?.turn ?? 0) + 1,
      }));
      reload();
    },
    [waveId, reload],
  );
  useScans(
    ({ code }) => {
      // The code of a sheet opens that wave's list: the frame does it.
      const named = normaliseCode(code);
      if (isOurId('W', named) || isOurId('C', named)) return false;
      void scan(code);
      return true;
    },
    { expectsAgain: () => true },
  );

  const toggle = useCallback(
    async (line: PickLineView) => {
      const where = { waveId, position: line.position, requestId: newRequestId() };
      if (isPicked(line)) await untick.send(where);
      else await tick.send({ ...where, done: true });
      reload();
    },
    [waveId, tick.send, untick.send, reload],
  );

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key === 'Escape') {
        openPickingList(null);
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step === 0 || !paper.current) return;
      event.preventDefault();
      const rows = [...paper.current.querySelectorAll<HTMLElement>('button')];
      const index = rows.findIndex((row) => row.matches(':focus'));
      rows[index < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, index + step))]?.focus();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const hint = scanned?.outcome === 'picked' ? null : scanned;
  return (
    <div className={styles.picking}>
      <header className={styles.pickingHead}>
        <Button
          variant="subtle"
          leftSection={<IconArrowLeft size={18} />}
          onClick={() => openPickingList(null)}
        >
          {t('waves.back')}
        </Button>
        <h1>{list.value?.wave.name}</h1>
        <p className={styles.pickingCount} data-done={(done === lines.length && done > 0) || undefined}>
          {done === lines.length && done > 0 && <IconCheck size={24} stroke={3} aria-hidden="true" />}
          <strong>{done}</strong> / {lines.length} {t('waves.lines-picked')}
        </p>
        <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => printSheet('a4')}>
          {t('waves.print-a4')}
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => printSheet('label')}>
          {t('waves.print-label')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} />}
          onClick={() => printSheet('ticket')}
        >
          {t('waves.print-ticket')}
        </Button>
        <SlipButton kind="picking-list" id={waveId} cartNo={cartNo} />
        <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => setIsByOrder(true)}>
          {t('waves.print-orders')}
        </Button>
      </header>
      <RefusalBar refusal={list.refusal ?? tick.refusal ?? untick.refusal} />
      {list.value && <CartStrip list={list.value} cartNo={cartNo} />}
      {hint && (
        <div className={styles.pickingHint}>
          <NoticeBar
            tone={hint.outcome === 'already' ? 'ask' : 'stop'}
            actions={
              <Button variant="default" onClick={() => setScanned(null)}>
                {t('waves.understood')}
              </Button>
            }
          >
            {sayCode('waves.scan', hint.outcome, { code: hint.code.slice(0, 60) })}
          </NoticeBar>
        </div>
      )}
      {!list.value && !list.refusal && <Wait what={t('waves.reading')} />}
      <ol ref={paper} className={styles.paper} aria-label={t('waves.picking-list')}>
        {lines.map((line, index) => (
          <Fragment key={line.position}>
            {isCut && lines[index - 1]?.cartNo !== line.cartNo && (
              <li className={walkStyles.cartHead}>{t('walk.cart', { number: line.cartNo })}</li>
            )}
            <PickRow
              line={line}
              turn={scanned?.position === line.position ? scanned.turn : 0}
              onToggle={toggle}
            />
          </Fragment>
        ))}
      </ol>
      {list.value && !isByOrder && <SheetToPrint list={list.value} />}
      {list.value && isByOrder && <OrderSheets list={list.value} onPrinted={printed} />}
    </div>
  );
}

function isPicked(line: PickLineView): boolean {
  return line.pickedQuantity >= line.quantity;
}
