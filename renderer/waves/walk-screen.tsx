// Somebody walks a cart: one line at a time, the bin as large as the screen allows. Scan the bin, the item, the tote; or press the keys.
// Where the walk stands is kept by the station: a window that was closed opens at the same line with the same piece in the hand.

import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconPlayerSkipForward, IconRoute, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { isOurId, type WaveId } from '../../main/basics/ids.ts';
import { normaliseCode } from '../../main/basics/normalise-code.ts';
import { BigButton } from '../parts/big-button.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ask, type Refused } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { playSignal } from '../scanning/signals.ts';
import { useScans, useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { sayCost } from './cart-words.ts';
import { ShortSheet } from './short-sheet.tsx';
import styles from './walk.module.css';
import { nextLine, WalkDone, WalkLine } from './walk-line.tsx';
import { type Scanned, signalOf } from './walk-signals.ts';
import { openPickingList, type PickLineView, showWay } from './waves-store.ts';
import { ZeroAsk } from './zero-ask.tsx';

export function WalkScreen({ waveId, cartNo }: { readonly waveId: WaveId; readonly cartNo: number }) {
  const { t } = useText();
  const list = useAnswer(
    'waves.pickingList',
    { waveId, cartNo },
    { refreshOn: ['waves.changed', 'goods.changed', 'station.changed'] },
  );
  const [scanned, setScanned] = useState<(Scanned & { readonly code: string; readonly turn: number }) | null>(
    null,
  );
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const [zeroLine, setZeroLine] = useState<PickLineView | null>(null);
  const [isShort, setIsShort] = useState(false);
  const { reload } = list;
  const cart = list.value?.carts[0];
  const lines = list.value?.lines ?? [];
  const current = cart && nextLine(lines, cart.inHand);
  const cartId = cart?.cartId;
  const isStopped = refusal?.code === 'cart.taken';

  const heard = useCallback(
    (told: Scanned, code: string, before: PickLineView | undefined) => {
      playSignal(signalOf(told.outcome));
      setRefusal(null);
      setScanned((last) => ({ ...told, code, turn: (last?.turn ?? 0) + 1 }));
      if (told.asksForZero && before) setZeroLine(before);
      reload();
    },
    [reload],
  );
  const refused = useCallback((told: Refused) => {
    playSignal('wrong');
    setRefusal(told);
  }, []);

  /** The cart is this person's from now on. */
  const take = useCallback(
    async (takeOver: boolean) => {
      if (!cartId) return;
      const reply = await ask('picks.takeCart', { cartId, takeOver, requestId: newRequestId() });
      if (!reply.ok) refused(reply.refusal);
      else setRefusal(null);
      reload();
    },
    [cartId, refused, reload],
  );
  useEffect(() => void take(false), [take]);

  async function scan(code: string): Promise<void> {
    if (!cartId || isStopped) return;
    const before = current;
    const reply = await ask('picks.scanAt', { cartId, code, requestId: newRequestId() });
    if (reply.ok) heard(reply.value, code, before);
    else refused(reply.refusal);
  }
  useScans(
    ({ code }) => {
      const named = normaliseCode(code);
      if (isOurId('W', named) || isOurId('C', named)) return false;
      if (named === 'PB-UNDO') void undo();
      else void scan(code);
      return true;
    },
    { expectsAgain: () => true, awaitsShort: (code) => /^t[1-9]$/i.test(code), isActive: !isShort },
  );

  async function put(slot: number | null): Promise<void> {
    if (!cartId || !current || isStopped) return;
    const { position } = current;
    const reply = await ask('picks.put', { cartId, position, slot, requestId: newRequestId() });
    if (reply.ok) heard(reply.value, '', current);
    else refused(reply.refusal);
  }
  async function undo(): Promise<void> {
    if (!cartId) return;
    const reply = await ask('picks.undo', { cartId, requestId: newRequestId() });
    if (!reply.ok) return refused(reply.refusal);
    playSignal('ok');
    setRefusal(null);
    setScanned(null);
    setZeroLine(null);
    reload();
  }
  async function putLast(): Promise<void> {
    if (!cartId || !current) return;
    const { position } = current;
    const reply = await ask('picks.putLast', { cartId, position, requestId: newRequestId() });
    if (!reply.ok) return refused(reply.refusal);
    setRefusal(null);
    setScanned(null);
    reload();
  }
  async function leave(): Promise<void> {
    if (cartId) await ask('picks.leaveCart', { cartId, requestId: newRequestId() });
    openPickingList(waveId, list.value && list.value.wave.cartCount > 1 ? null : cartNo);
  }
  const isFree = !isShort && zeroLine === null;
  useShortcuts(
    { u: () => void undo(), l: () => void putLast(), n: () => current && setIsShort(true) },
    isFree,
  );
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || isShort || event.target instanceof HTMLInputElement) return;
      if (event.key === 'Escape') void leave();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  const done = lines.filter((line) => line.pickedQuantity >= line.quantity).length;
  return (
    <div className={styles.walk}>
      <header className={styles.head}>
        <Button variant="subtle" leftSection={<IconArrowLeft size={18} />} onClick={() => void leave()}>
          {t('walk.leave')}
        </Button>
        <h1>
          {list.value?.wave.name} · {t('walk.cart', { number: cartNo })}
        </h1>
        <p className={styles.count}>
          <strong>{done}</strong> / {lines.length} {t('waves.lines-picked')}
        </p>
        {cart?.cost && (
          <Button
            variant="subtle"
            leftSection={<IconRoute size={18} />}
            onClick={() => showWay(waveId, cartNo)}
          >
            {sayCost(cart.cost, t)}
          </Button>
        )}
      </header>
      <RefusalBar refusal={list.refusal} />
      {isStopped && refusal ? (
        <NoticeBar
          tone="ask"
          actions={
            <Button onClick={() => void take(true)}>
              {t('walk.take-over', { person: refusal.facts.person })}
            </Button>
          }
        >
          {t('walk.taken-by', { person: refusal.facts.person })}
        </NoticeBar>
      ) : (
        <RefusalBar refusal={refusal} />
      )}
      {zeroLine && <ZeroAsk line={zeroLine} onAnswered={() => setZeroLine(null)} />}
      {!list.value && !list.refusal && <Wait what={t('waves.reading')} />}
      {cart && current && (
        <WalkLine
          cart={cart}
          line={current}
          lines={lines}
          scanned={scanned}
          onPut={(slot) => void put(slot)}
        />
      )}
      {cart && !current && lines.length > 0 && <WalkDone waveId={waveId} />}
      {current && (
        <footer className={styles.foot}>
          <BigButton icon={<IconArrowBackUp size={26} />} hotkey="U" onPress={() => void undo()}>
            {t('walk.undo')}
          </BigButton>
          <BigButton icon={<IconPlayerSkipForward size={26} />} hotkey="L" onPress={() => void putLast()}>
            {t('walk.last')}
          </BigButton>
          <BigButton icon={<IconX size={26} />} hotkey="N" onPress={() => setIsShort(true)}>
            {t('walk.not-enough')}
          </BigButton>
        </footer>
      )}
      {isShort && cart && current && (
        <ShortSheet
          cart={cart}
          line={current}
          onClose={() => {
            setIsShort(false);
            setScanned(null);
            reload();
          }}
        />
      )}
    </div>
  );
}
