// The top strip, always the same height: shop and mode, the next deadline, the network and what waits, the printers, who works here.

import { IconClockHour4, IconCloud, IconCloudOff, IconPrinter } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { urgencyOf } from '../parts/due-words.ts';
import { sayCount } from '../parts/say-count.ts';
import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { Countdown, Time, useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './frame.module.css';
import { printerLines, printersWord, printerTone, printerWord, worstPrinterState } from './printer-words.ts';
import { openWith } from './room-store.ts';
import { useStationStore } from './station-store.ts';
import { useFolding } from './use-folding.ts';
import { WhoWorks } from './who-works.tsx';

/** What gives way first when room is short. The person, the network and the countdown always stay. */
const foldingSteps = ['printers', 'role', 'shops', 'words', 'time'];
/** More than these are one chip in any case. */
const mostApart = 3;

export function Strip() {
  const { t } = useText();
  const station = useStationStore((state) => state.station);
  const refusal = useStationStore((state) => state.refusal);
  const strip = useRef<HTMLElement>(null);
  const line = useRef<HTMLDivElement>(null);
  useFolding(strip, line, foldingSteps);
  if (!station) return <header className={styles.strip} />;
  const isTraining = station.mode === 'training';
  const shopNames = station.shops.map((shop) => shop.name);
  const { printers } = station;
  const worst = worstPrinterState(printers);
  return (
    <header ref={strip} className={styles.strip} data-mode={station.mode}>
      <div className={styles.stripShop} title={shopNames.join('\n')}>
        {isTraining && <strong>{t('frame.training')}</strong>}
        <span className={styles.stripShops}>
          {shopNames.length > 0 ? shopWords(shopNames, t) : t('frame.no-shop')}
        </span>
        {shopNames.length > 1 && (
          <span className={styles.stripShopCount}>{t('frame.shop-count', { count: shopNames.length })}</span>
        )}
      </div>
      <div ref={line} className={styles.stripRest}>
        <NextDue at={station.nextDueAt} />
        <span className={styles.stripGap} />
        {refusal ? (
          <StripItem tone="stop" icon={<IconCloudOff size={18} />} room="settings">
            {t('frame.station-silent')}
          </StripItem>
        ) : (
          <StripItem
            tone={station.network.isOnline ? 'ok' : 'ask'}
            icon={station.network.isOnline ? <IconCloud size={18} /> : <IconCloudOff size={18} />}
            room="shipping"
          >
            {t(station.network.isOnline ? 'frame.online' : 'frame.offline')}
            {station.network.waiting > 0 && (
              <em>{t('frame.waiting', { count: sayCount(station.network.waiting) })}</em>
            )}
          </StripItem>
        )}
        {printers.length <= mostApart &&
          printers.map((printer) => (
            <StripItem
              key={printer.printerId}
              tone={printerTone(printer.state.kind)}
              icon={<IconPrinter size={18} />}
              room="printing"
              fold={printers.length > 1 ? 'apart' : undefined}
            >
              <span className={styles.stripName}>{printer.name}</span>
              <em>{printerWord(printer.state.kind)}</em>
            </StripItem>
          ))}
        {printers.length > 1 && (
          <StripItem
            tone={printerTone(worst)}
            icon={<IconPrinter size={18} />}
            room="printing"
            title={printerLines(printers)}
            fold={printers.length <= mostApart ? 'together' : undefined}
          >
            {t('frame.printer-count', { count: printers.length })}
            <em>{printersWord(printers)}</em>
          </StripItem>
        )}
        <WhoWorks station={station} />
      </div>
    </header>
  );
}

function NextDue({ at }: { readonly at: number | null }) {
  const { t } = useText();
  const now = useNowStore((state) => state.now);
  return (
    <button
      type="button"
      className={styles.nextDue}
      data-urgency={at === null ? 'none' : urgencyOf(at, now)}
      onClick={() => openWith({ room: 'orders', filter: { state: ['open'] } })}
    >
      <IconClockHour4 size={18} />
      {at === null ? (
        <em>{t('frame.nothing-due')}</em>
      ) : (
        <>
          <em className={styles.nextDueWord}>{t(at <= now ? 'frame.most-urgent' : 'frame.next-due')}</em>
          <b className={styles.nextDueTime}>
            <Time at={at} />
          </b>
          <Countdown dueAt={at} />
        </>
      )}
    </button>
  );
}

function StripItem({
  tone,
  icon,
  room,
  title,
  fold,
  children,
}: {
  readonly tone: ToneName;
  readonly icon?: ReactNode;
  readonly room: 'shipping' | 'printing' | 'settings';
  readonly title?: string;
  /** Shown only while the printers are apart, or only while they are one chip. */
  readonly fold?: 'apart' | 'together' | undefined;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.stripItem}
      data-tone={tone}
      data-when={fold}
      title={title}
      onClick={() => openWith({ room })}
    >
      {icon}
      <ToneIcon tone={tone} size={14} />
      <span>{children}</span>
    </button>
  );
}

function shopWords(names: readonly string[], t: ReturnType<typeof useText>['t']): string {
  const first = names[0] ?? '';
  return names.length === 1 ? first : t('frame.shops', { first, count: names.length });
}
