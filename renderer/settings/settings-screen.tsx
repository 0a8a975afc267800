// Settings: one searchable page. Each setting says what it changes and its default; dangerous ones ask twice; rules show their id.

import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { OpenWith } from '../frame/room-store.ts';
import { useStationStore } from '../frame/station-store.ts';
import { useOpening } from '../frame/use-opening.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import { AuditPanel } from './audit-panel.tsx';
import { BackupsPanel } from './backups-panel.tsx';
import { LookChoice } from './look-choice.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { PrintersLink } from './printers-link.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { ScannerPanel } from './scanner-panel.tsx';
import { type Group, groupOf, groups } from './setting-groups.ts';
import { type Setting, SettingRow } from './setting-row.tsx';
import styles from './settings.module.css';
import { ShopsPanel } from './shops-panel.tsx';
import { SoundPanel } from './sound-panel.tsx';
import { StationPanel } from './station-panel.tsx';
import { TrainingPanel } from './training-panel.tsx';

type Section = 'station' | 'shops' | 'rules' | Group;

/** What stands above the plain settings of a section. */
const panels: Partial<Record<Section, () => ReactNode>> = {
  station: () => <StationPanel />,
  shops: () => <ShopsPanel />,
  rules: () => <RulesPanel />,
  look: () => <LookChoice />,
  sound: () => <SoundPanel />,
  scanner: () => <ScannerPanel />,
  printing: () => <PrintersLink />,
  people: () => <PeoplePanel />,
  audit: () => <AuditPanel />,
  backup: () => <BackupsPanel />,
  training: () => <TrainingPanel />,
};

export function SettingsScreen() {
  const { t, language } = useText();
  const [search, setSearch] = useState('');
  const [section, setSection] = useState<Section>('station');
  const isTraining = useStationStore((state) => state.station?.mode === 'training');
  const settings = useAnswer('settings.list', {}, { refreshOn: ['settings.changed'] });
  const field = useRef<HTMLInputElement>(null);

  useOpening(
    'settings',
    useCallback((what: OpenWith) => {
      const group = what.setting === undefined ? null : groupOf(what.setting);
      if (what.setting !== undefined) setSearch(what.setting);
      else setSearch('');
      if (group) setSection(group);
      const part = groups.find((each) => each === what.part);
      if (part) setSection(part);
      if (what.part === 'shops' || what.part === 'station' || what.part === 'rules') setSection(what.part);
    }, []),
  );

  const sections: readonly Section[] = [
    'station',
    'shops',
    'rules',
    ...groups.filter((group) => isTraining || group !== 'training'),
  ];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    if (wanted === '') return null;
    return (settings.value ?? []).filter((setting) => {
      if (groupOf(setting.name) === null) return false;
      const words = [
        setting.name,
        setting.rule ?? '',
        sayCode('setting', setting.name),
        sayCode('setting', `${setting.name}.what`),
      ];
      return words.join(' ').toLowerCase().includes(wanted);
    });
  }, [search, settings.value, language]);

  return (
    <div className={styles.screen}>
      <nav className={styles.sections} aria-label={t('room.settings')}>
        <TextInput
          ref={field}
          leftSection={<IconSearch size={18} />}
          placeholder={t('settings.search')}
          aria-label={t('settings.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setSearch('');
          }}
        />
        {sections.map((each) => (
          <button
            type="button"
            key={each}
            aria-current={found === null && each === section ? 'page' : undefined}
            onClick={() => {
              setSearch('');
              setSection(each);
            }}
          >
            {t(`settings.group.${each}`)}
          </button>
        ))}
      </nav>
      <div className={styles.page} key={found ? 'found' : section}>
        <RefusalBar refusal={settings.refusal} />
        {found ? (
          <FoundSettings found={found} text={search.trim()} />
        ) : (
          <>
            <header className={styles.head}>
              <h1>{t(`settings.group.${section}`)}</h1>
              <p>{t(`settings.group.${section}.what`)}</p>
            </header>
            {panels[section]?.()}
            <Rows
              settings={(settings.value ?? []).filter(
                ({ name }) => groupOf(name) === section && !drawn.has(name),
              )}
            />
          </>
        )}
      </div>
    </div>
  );
}

/** Settings that a panel of their own already shows. */
const drawn: ReadonlySet<string> = new Set(['look.theme', 'sound.volume']);

function FoundSettings({ found, text }: { readonly found: readonly Setting[]; readonly text: string }) {
  const { t } = useText();
  if (found.length === 0) {
    return <EmptyList title={t('settings.none-found', { text })}>{t('settings.none-found-why')}</EmptyList>;
  }
  return (
    <>
      <header className={styles.head}>
        <h1>{t('settings.found', { count: found.length })}</h1>
      </header>
      <Rows settings={found} />
    </>
  );
}

function Rows({ settings }: { readonly settings: readonly Setting[] }) {
  if (settings.length === 0) return null;
  return (
    <div className={styles.card}>
      {settings.map((setting) => (
        <SettingRow key={setting.name} setting={setting} />
      ))}
    </div>
  );
}
