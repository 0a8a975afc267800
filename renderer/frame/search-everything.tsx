// One search for everything, on Ctrl+K from anywhere: orders, tracking numbers, SKUs, parcels, waves, batches, rooms and settings.

import {
  IconArrowRight,
  IconBarcode,
  IconBox,
  IconClipboardList,
  IconPackage,
  IconPrinter,
  IconRoute,
  IconSearch,
  IconSettings,
} from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useAnswer } from '../parts/use-answer.ts';
import { useScans } from '../scanning/use-scans.ts';
import { hasText, useText } from '../text/text.ts';
import { showParcel } from './open-parcel.ts';
import { type OpenWith, openWith, parseOpenWith, rooms } from './room-store.ts';
import styles from './search-everything.module.css';
import { useSearchStore } from './search-store.ts';
import { useStationStore } from './station-store.ts';

interface Hit {
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly openWith: OpenWith;
}

const icons: Readonly<Record<string, typeof IconBox>> = {
  order: IconClipboardList,
  parcel: IconPackage,
  sku: IconBarcode,
  wave: IconRoute,
  batch: IconPrinter,
  setting: IconSettings,
  room: IconArrowRight,
};

export function SearchEverything() {
  const isOpen = useSearchStore((state) => state.isOpen);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      const search = useSearchStore.getState();
      if (search.isOpen) search.close();
      else search.open();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return isOpen ? <SearchSheet /> : null;
}

function SearchSheet() {
  const { t } = useText();
  const close = useSearchStore((state) => state.close);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [isEntered, setIsEntered] = useState(false);
  const asked = useDeferredValue(text.trim());
  const answer = useAnswer('search.everything', asked === '' ? null : { text: asked, limit: 12 });
  const settings = useStationStore((state) => state.settings);
  const field = useRef<HTMLInputElement>(null);

  // A scan opens what it names; the sheet makes way for it.
  useScans(() => {
    close();
    return false;
  });

  useEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  const hits = useMemo<readonly Hit[]>(() => {
    const wanted = text.trim().toLowerCase();
    const places: Hit[] = rooms
      .map((room) => ({
        key: `room ${room}`,
        kind: 'room',
        title: t(`room.${room}`),
        detail: t('search.go-there'),
        openWith: { room } as const,
      }))
      .filter((hit) => wanted === '' || hit.title.toLowerCase().includes(wanted));
    if (wanted === '') return places;
    const found: Hit[] = (answer.value ?? []).map((hit) => ({
      key: `${hit.kind} ${hit.id}`,
      kind: hit.kind,
      title: hit.title,
      detail: hit.detail,
      openWith: parseOpenWith(hit.openWith),
    }));
    const dials: Hit[] = Object.keys(settings).flatMap((name) => {
      const key = `setting.${name}`;
      const title = hasText(key) ? t(key) : name;
      if (!`${title} ${name}`.toLowerCase().includes(wanted)) return [];
      return [
        {
          key,
          kind: 'setting',
          title,
          detail: t('room.settings'),
          openWith: { room: 'settings', setting: name },
        },
      ];
    });
    return [...found, ...places, ...dials.slice(0, 6)];
  }, [text, answer.value, settings, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text, another choice
  useEffect(() => {
    setChosen(0);
    setIsEntered(false);
  }, [text]);

  // Enter may come before the answer: what is opened is always of the text that stands there.
  const isSettled = asked === text.trim() && (asked === '' || !answer.isLoading);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens once, when Enter was pressed and the hits are the text's own
  useEffect(() => {
    if (isEntered && isSettled) open(hits[chosen]);
  }, [isEntered, isSettled]);

  function open(hit: Hit | undefined): void {
    setIsEntered(false);
    if (!hit) return;
    close();
    const { parcelId } = hit.openWith;
    if (parcelId === undefined) openWith(hit.openWith);
    else showParcel(parcelId);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the sheet closes it; Escape does the same
    <div
      className={styles.searchGround}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className={styles.searchSheet} role="dialog" aria-label={t('frame.search')}>
        <div className={styles.searchField}>
          <IconSearch size={22} />
          <input
            ref={field}
            value={text}
            placeholder={t('search.placeholder')}
            role="combobox"
            aria-expanded={hits.length > 0}
            aria-controls="search-hits"
            aria-activedescendant={hits[chosen] ? `search-hit-${chosen}` : undefined}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Escape') {
                event.preventDefault();
                close();
              } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                const step = event.key === 'ArrowDown' ? 1 : -1;
                setChosen((before) => Math.min(Math.max(before + step, 0), Math.max(0, hits.length - 1)));
              } else if (event.key === 'Enter') {
                setIsEntered(true);
              }
            }}
          />
          <kbd>Esc</kbd>
        </div>
        <div className={styles.searchHits} id="search-hits" role="listbox">
          {hits.map((hit, index) => {
            const Icon = icons[hit.kind] ?? IconBox;
            return (
              <button
                type="button"
                role="option"
                tabIndex={-1}
                key={hit.key}
                id={`search-hit-${index}`}
                aria-selected={index === chosen}
                className={styles.searchHit}
                onMouseMove={() => setChosen(index)}
                onClick={() => open(hit)}
              >
                <Icon size={20} stroke={1.7} />
                <b>{hit.title}</b>
                <span>{hit.detail}</span>
                <em>{kindWord(hit.kind, t)}</em>
              </button>
            );
          })}
          {hits.length === 0 && !answer.isLoading && (
            <p className={styles.searchNone}>{t('search.nothing', { text: text.trim() })}</p>
          )}
        </div>
      </div>
    </div>
  );
}

function kindWord(kind: string, t: ReturnType<typeof useText>['t']): string {
  const key = `kind.${kind}`;
  return hasText(key) ? t(key) : kind;
}
