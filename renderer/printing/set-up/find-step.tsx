// What this PC sees that could be a printer, as large rows; the local network is searched only by its own button, and a printer can be
// named by hand. Nothing is said to any of them: a printer that is asked in the wrong language prints the question.

import { Button } from '@mantine/core';
import { IconNetwork, IconPlugConnected, IconPrinter, IconRefresh, IconUsb } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { NoticeBar, RefusalBar } from '../../parts/notice-bar.tsx';
import type { RequestAnswer } from '../../parts/station.ts';
import { useAnswer } from '../../parts/use-answer.ts';
import { useAsk } from '../../parts/use-ask.ts';
import { Wait } from '../../parts/wait.tsx';
import { whyWords } from '../../parts/why-words.ts';
import { type Say, useText } from '../../text/text.ts';
import { HandForm } from './hand-form.tsx';
import styles from './set-up.module.css';
import { guessPreset, type Preset, profileFrom, useSetUp, type Wire } from './set-up-store.ts';

type Found = RequestAnswer<'printers.find'>;

interface Device {
  readonly key: string;
  readonly name: string;
  readonly where: string;
  readonly icon: ReactNode;
  readonly wire: Wire;
}

/** Long enough to load a new roll: the station's own default, which comes back with the saved profile. */
const stallMs = 180_000;

export function FindStep({ presets }: { readonly presets: readonly Preset[] }) {
  const { t } = useText();
  const here = useAnswer('printers.find', {});
  const scan = useAsk('printers.find');
  const [network, setNetwork] = useState<Found['network']>(null);
  const found = here.value;
  const devices = found ? devicesOf(found, t) : [];

  function choose(device: Pick<Device, 'name' | 'wire'>): void {
    const guess = guessPreset(presets, device.name, device.wire);
    useSetUp.setState({
      step: 'profile',
      name: device.name.slice(0, 60),
      wire: device.wire,
      profile: guess ? profileFrom(guess, device.wire) : null,
    });
  }

  return (
    <div className={styles.find}>
      <section className={styles.column}>
        <header className={styles.columnHead}>
          <h2>{t('setup.here')}</h2>
          <Button
            variant="subtle"
            leftSection={<IconRefresh size={18} />}
            loading={here.isLoading}
            onClick={here.reload}
          >
            {t('setup.look-again')}
          </Button>
        </header>
        <RefusalBar refusal={here.refusal} />
        {!found && here.isLoading && <Wait what={t('setup.looking')} />}
        {found?.queues.reason && <NoticeBar tone="quiet">{whyWords(found.queues.reason)}</NoticeBar>}
        {found && devices.length === 0 && <p className={styles.nothing}>{t('setup.nothing-here')}</p>}
        <DeviceList devices={devices} onChoose={choose} />

        <header className={styles.columnHead}>
          <h2>{t('setup.network')}</h2>
          <Button
            variant="default"
            leftSection={<IconNetwork size={18} />}
            loading={scan.isPending}
            onClick={() =>
              void scan.send({ network: true }).then((answer) => answer && setNetwork(answer.network))
            }
          >
            {t('setup.scan')}
          </Button>
        </header>
        <p className={styles.hint}>{t('setup.scan-what')}</p>
        <RefusalBar refusal={scan.refusal} />
        {scan.isPending && <Wait what={t('setup.scanning')} />}
        {network && (
          <>
            <p className={styles.nothing}>
              {t(network.open.length === 0 ? 'setup.nobody-open' : 'setup.opened', {
                count: network.open.length,
                asked: network.asked,
              })}
            </p>
            <DeviceList
              onChoose={choose}
              devices={network.open.map((host) => ({
                key: host,
                name: host,
                where: t('setup.port-9100'),
                icon: <IconNetwork size={24} />,
                wire: { kind: 'tcp', host, port: 9_100, connectTimeoutMs: 3_000, stallMs },
              }))}
            />
          </>
        )}
      </section>
      <section className={styles.column}>
        <h2>{t('setup.by-hand')}</h2>
        <HandForm onChoose={choose} />
      </section>
    </div>
  );
}

function DeviceList(props: {
  readonly devices: readonly Device[];
  readonly onChoose: (device: Device) => void;
}) {
  return (
    <ul className={styles.devices}>
      {props.devices.map((device) => (
        <li key={device.key}>
          <button type="button" onClick={() => props.onChoose(device)}>
            {device.icon}
            <b>{device.name}</b>
            <span>{device.where}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function devicesOf(found: Found, t: Say): Device[] {
  return [
    ...found.components.flatMap(({ dialect, printers }) =>
      printers.map((printer) => ({
        key: `${dialect} ${printer}`,
        name: printer,
        where: t(`printing.way.component-${dialect}`),
        icon: <IconPlugConnected size={24} />,
        wire: { kind: 'component', dialect, printer, port: null, stallMs } as const,
      })),
    ),
    ...found.queues.found.map(({ name }) => ({
      key: `queue ${name}`,
      name,
      where: t(`setup.queue-${found.queues.kind}`),
      icon: <IconPrinter size={24} />,
      wire:
        found.queues.kind === 'windows'
          ? ({ kind: 'windows', queue: name, mode: 'raw', stallMs } as const)
          : ({ kind: 'cups', queue: name, mode: 'raw', stallMs } as const),
    })),
    ...found.usbPaths.map((path) => ({
      key: path,
      name: path,
      where: t('setup.usb'),
      icon: <IconUsb size={24} />,
      wire: { kind: 'usb-lp', path, stallMs } as const,
    })),
    ...found.serialPorts.map(({ path }) => ({
      key: path,
      name: path,
      where: t('setup.serial'),
      icon: <IconPlugConnected size={24} />,
      wire: { kind: 'serial', path, baud: 115_200, flowControl: 'rts-cts', stallMs } as const,
    })),
  ];
}
