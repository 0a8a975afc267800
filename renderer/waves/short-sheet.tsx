// Not enough lies in the bin: three ways on, each a large button with a digit. What is put back afterwards stays until it was read.

import { useEffect, useState } from 'react';
import { BigButton } from '../parts/big-button.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer, RequestArgument } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import styles from './walk.module.css';
import type { CartView, PickLineView } from './waves-store.ts';

type Way = RequestArgument<'picks.short'>['way'];

export function ShortSheet({
  cart,
  line,
  onClose,
}: {
  readonly cart: CartView;
  /** As it was when somebody said that it is short. */
  readonly line: PickLineView;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const [shown] = useState(line);
  const short = useAsk('picks.short');
  const bins = useAnswer('goods.bins', { skuCode: shown.skuCode });
  const [settled, setSettled] = useState<RequestAnswer<'picks.short'> | null>(null);
  const missing = shown.quantity - shown.pickedQuantity;
  const others = (bins.value ?? []).filter(
    (bin) => bin.binCode !== shown.binCode && (bin.stock === null || bin.stock > 0),
  );

  async function settle(way: Way): Promise<void> {
    if (settled || short.isPending) return;
    const { cartId } = cart;
    const answer = await short.send({ cartId, position: shown.position, way, requestId: newRequestId() });
    if (!answer) return;
    if (answer.putBack.length === 0) onClose();
    else setSettled(answer);
  }
  useShortcuts({
    1: () => others.length > 0 && void settle('other-bin'),
    2: () => void settle('split'),
    3: () => void settle('give-back'),
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onClose();
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [onClose]);

  return (
    <div className={styles.veil}>
      <section className={styles.sheet} role="dialog" aria-modal="true" aria-label={t('walk.not-enough')}>
        {settled ? (
          <>
            <h2>{t('walk.put-back')}</h2>
            <ul className={styles.back}>
              {settled.putBack.map((each) => (
                <li key={`${each.slot} ${each.skuCode} ${each.binCode}`}>
                  {t('walk.put-back-line', {
                    slot: each.slot,
                    pieces: each.pieces,
                    sku: each.skuCode,
                    bin: each.binCode ?? t('waves.no-bin'),
                  })}
                </li>
              ))}
            </ul>
            <BigButton tone="ok" onPress={onClose}>
              {t('waves.understood')}
            </BigButton>
          </>
        ) : (
          <>
            <h2>{t('walk.short-title', { bin: shown.binCode ?? t('waves.no-bin'), count: missing })}</h2>
            <p>
              {shown.name} <code>{shown.skuCode}</code>
            </p>
            <RefusalBar refusal={short.refusal} />
            <BigButton
              hotkey="1"
              tone={others.length > 0 ? 'act' : 'quiet'}
              isDisabled={others.length === 0}
              onPress={() => void settle('other-bin')}
            >
              {others[0]
                ? t('walk.way-other', { bin: others[0].binCode, stock: others[0].stock ?? '?' })
                : t('walk.way-no-other')}
            </BigButton>
            <BigButton hotkey="2" onPress={() => void settle('split')}>
              {t('walk.way-split')}
            </BigButton>
            <BigButton hotkey="3" onPress={() => void settle('give-back')}>
              {t('walk.way-back')}
            </BigButton>
            <NoticeBar tone="say">{t('walk.short-why')}</NoticeBar>
            <BigButton onPress={onClose}>{t('walk.found-it')}</BigButton>
          </>
        )}
      </section>
    </div>
  );
}
