// The top strip, always the same height: shop and mode, the next deadline, the network and what waits, the printers, who works here.

import { IconClockHour4, IconCloud, IconCloudOff, IconPrinter, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { urgencyOf } from '../parts/due-words.ts';
import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { Countdown, Time, useNowStore } from '../parts/when.tsx';
import { hasText, useText } from '../text/text.ts';
import styles from './frame.module.css';
import { openWith } from './room-store.ts';
import { useStationStore } from './station-store.ts';

const printersShown = 2;

export function Strip() {
  const { t, language } = useText();
  const station = useStationStore((state) => state.station);
  const refusal = useStationStore((state) => state.refusal);
  if (!station) return <header className={styles.strip} />;
  const isTraining = station.mode === 'training';
  const shopNames = station.shops.map((shop) => shop.name);
  return (
    <header className={styles.strip} data-mode={station.mode}>
      <div className={styles.stripShop} title={shopNames.join('\n')}>
        {isTraining && <strong>{t('frame.training')}</strong>}
        <span>{shopNames.length > 0 ? shopWords(shopNames, t) : t('frame.no-shop')}</span>
      </div>
      <div className={styles.stripRest}>
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
              <em>{t('frame.waiting', { count: station.network.waiting.toLocaleString(language) })}</em>
            )}
          </StripItem>
        )}
        {station.printers.slice(0, printersShown).map((printer) => (
          <StripItem
            key={printer.printerId}
            tone={printerTone(printer.state.kind)}
            icon={<IconPrinter size={18} />}
            room="printing"
          >
            <span className={styles.stripName}>{printer.name}</span>
            <em>{printerWord(printer.state.kind, t)}</em>
          </StripItem>
        ))}
        {station.printers.length > printersShown && (
          <StripItem tone="quiet" room="printing">
            +{station.printers.length - printersShown}
          </StripItem>
        )}
        <span className={styles.badge} title={t(`role.${station.role}`)}>
          <IconUser size={18} />
          <b>{station.person}</b>
          <em>{t(`role.${station.role}`)}</em>
        </span>
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
          <em>{t(at <= now ? 'frame.most-urgent' : 'frame.next-due')}</em>
          <b>
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
  children,
}: {
  readonly tone: ToneName;
  readonly icon?: ReactNode;
  readonly room: 'shipping' | 'printing' | 'settings';
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className={styles.stripItem} data-tone={tone} onClick={() => openWith({ room })}>
      {icon}
      <ToneIcon tone={tone} size={14} />
      <span>{children}</span>
    </button>
  );
}

function printerTone(kind: string): ToneName {
  if (kind === 'ready' || kind === 'busy') return 'ok';
  return kind === 'unreachable' ? 'stop' : 'quiet';
}

function printerWord(kind: string, t: ReturnType<typeof useText>['t']): string {
  const key = `printer.${kind}`;
  return hasText(key) ? t(key) : kind;
}

function shopWords(names: readonly string[], t: ReturnType<typeof useText>['t']): string {
  const first = names[0] ?? '';
  return names.length === 1 ? first : t('frame.shops', { first, count: names.length });
}
