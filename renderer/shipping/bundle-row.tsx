// A closed bundle: the platform's number of it, how it stands, and the next thing to do with it.

import { Button, Menu, TextInput } from '@mantine/core';
import { IconPrinter, IconTruckDelivery } from '@tabler/icons-react';
import { useState } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { Tone, type ToneName } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './first-mile.module.css';
import type { Bundle } from './first-mile.tsx';
import { LeftOut } from './left-out.tsx';

const tones: Readonly<Record<Exclude<Bundle['state'], 'open'>, ToneName>> = {
  telling: 'say',
  unsure: 'stop',
  made: 'ask',
  'handed-over': 'ok',
};

export function BundleRow({ bundle }: { readonly bundle: Bundle }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const handOver = useAsk('firstMile.handOver');
  const { bundleId, state, platformId, printedAt, handedOverAt, handedOverBy } = bundle;
  if (state === 'open') return null;
  const inside = bundle.parcels.filter(({ leftOut }) => leftOut === null);
  const say = (at: number) => sayTime(at, now, language, t);
  return (
    <li data-bundle={bundleId} data-state={state}>
      <div className={styles.what}>
        <b className={styles.number}>
          <CodeText code={platformId ?? bundleId} />
        </b>
        <p>
          {bundle.shopName} · {t('first-mile.count', { count: inside.length })}
        </p>
        {bundle.method && (
          <p>
            {t(`first-mile.method.${bundle.method}`)}
            {bundle.dropOff && ` · ${bundle.dropOff.carrier} ${bundle.dropOff.trackingNumber}`}
          </p>
        )}
      </div>
      <div className={styles.how}>
        <Tone tone={tones[state]}>
          <b>{t(`first-mile.state.${state}`)}</b>
        </Tone>
        {state === 'telling' && <p>{t('first-mile.telling-do')}</p>}
        {state === 'unsure' && <Unsure bundleId={bundleId} />}
        {printedAt !== null && <p>{t('first-mile.printed', { time: say(printedAt) })}</p>}
        {handedOverAt !== null && (
          <p>{t('first-mile.handed', { person: handedOverBy ?? '', time: say(handedOverAt) })}</p>
        )}
        <LeftOut bundle={bundle} />
        <RefusalBar refusal={handOver.refusal} />
      </div>
      <div className={styles.do}>
        {(state === 'made' || state === 'handed-over') && <Waybill bundle={bundle} />}
        {state === 'made' && (
          <Button
            variant={printedAt === null ? 'default' : 'filled'}
            leftSection={<IconTruckDelivery size={18} />}
            loading={handOver.isPending}
            onClick={() => void handOver.send({ bundleId, requestId: newRequestId() })}
          >
            {t('first-mile.hand-over')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Only a person can find out: the platform answers no question about bundles. */
function Unsure({ bundleId }: { readonly bundleId: string }) {
  const { t } = useText();
  const settle = useAsk('firstMile.settle');
  const [number, setNumber] = useState('');
  const send = (platformId: string | null) =>
    void settle.send({ bundleId, platformId, requestId: newRequestId() });
  return (
    <div className={styles.unsure}>
      <p>{t('first-mile.unsure-do')}</p>
      <div>
        <TextInput
          aria-label={t('first-mile.unsure-number')}
          placeholder={t('first-mile.unsure-number')}
          value={number}
          maxLength={60}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <Button
          disabled={number.trim() === ''}
          loading={settle.isPending}
          onClick={() => send(number.trim())}
        >
          {t('first-mile.unsure-there')}
        </Button>
        <Button variant="default" disabled={number.trim() !== ''} onClick={() => send(null)}>
          {t('first-mile.unsure-not-there')}
        </Button>
      </div>
      <RefusalBar refusal={settle.refusal} />
    </div>
  );
}

/** Printed where a label can be printed; the first one on paper stands first. */
function Waybill({ bundle }: { readonly bundle: Bundle }) {
  const { t } = useText();
  const printers = useAnswer('printers.list', {}, { refreshOn: ['printers.changed', 'station.changed'] });
  const print = useAsk('firstMile.print');
  const fetch = useAsk('firstMile.fetchWaybill');
  const { bundleId, hasWaybill, printedAt } = bundle;
  if (!hasWaybill) {
    return (
      <div className={styles.waybill}>
        <Tone tone="ask">{t('first-mile.no-waybill-yet')}</Tone>
        <Button
          variant="default"
          loading={fetch.isPending}
          onClick={() => void fetch.send({ bundleId, requestId: newRequestId() })}
        >
          {t('first-mile.fetch')}
        </Button>
        <RefusalBar refusal={fetch.refusal} />
      </div>
    );
  }
  const known = (printers.value ?? []).filter(canPrintPages);
  const words = t(printedAt === null ? 'first-mile.print' : 'first-mile.print-again');
  const face = {
    variant: printedAt === null ? 'filled' : 'default',
    leftSection: <IconPrinter size={18} />,
    loading: print.isPending,
  } as const;
  const send = (printerId: (typeof known)[number]['printerId']) =>
    void print.send({ bundleId, printerId, requestId: newRequestId() });
  const [only] = known;
  return (
    <div className={styles.waybill}>
      {!only ? (
        <Tone tone="ask">{t('first-mile.no-printer')}</Tone>
      ) : known.length === 1 ? (
        <Button {...face} onClick={() => send(only.printerId)}>
          {words}
        </Button>
      ) : (
        <Menu>
          <Menu.Target>
            <Button {...face}>{words} ▾</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {known.map((printer) => (
              <Menu.Item key={printer.printerId} onClick={() => send(printer.printerId)}>
                {printer.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <RefusalBar refusal={print.refusal} />
    </div>
  );
}

function canPrintPages({
  kind,
  settings,
}: NonNullable<ReturnType<typeof useAnswer<'printers.list'>>['value']>[number]): boolean {
  if (kind === 'paperless') return true;
  return 'wire' in settings && settings.wire.kind !== 'component' && settings.language !== 'escpos';
}
