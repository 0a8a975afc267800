// Prints a slip where one is wanted: on the only printer that takes slips, or on the one that is chosen. What became of it stands beside
// the button; a slip that nobody is sure of is never sent again by itself.

import { Button, Menu } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { openWith } from '../frame/room-store.ts';
import { useText } from '../text/text.ts';
import { RefusalBar } from './notice-bar.tsx';
import styles from './slip-button.module.css';
import { type SlipView, slipTones } from './slip-tones.ts';
import type { RequestAnswer, RequestArgument } from './station.ts';
import { Tone } from './tone.tsx';
import { useAnswer } from './use-answer.ts';
import { newRequestId, useAsk } from './use-ask.ts';
import { whyWords } from './why-words.ts';

type Printer = RequestAnswer<'printers.list'>[number];

export interface SlipButtonProps {
  readonly kind: RequestArgument<'slips.print'>['kind'];
  /** The wave, the parcel, or the day. */
  readonly id: string;
  readonly cartNo?: number | null;
  readonly size?: 'sm' | 'compact-sm';
  readonly words?: string;
  readonly onPrinted?: () => void;
}

export function SlipButton({ kind, id, cartNo = null, size = 'sm', words, onPrinted }: SlipButtonProps) {
  const { t } = useText();
  const printers = useAnswer('printers.list', {}, { refreshOn: ['printers.changed', 'station.changed'] });
  const print = useAsk('slips.print');
  const [kept, setKept] = useState<{ readonly of: string; readonly slip: SlipView } | null>(null);
  const subject = `${kind} ${id} ${cartNo}`;
  // What became of another wave's list says nothing of this one.
  const became = kept?.of === subject ? kept.slip : null;
  const fit = (printers.value ?? []).filter(canPrintSlips);
  const onPaper = fit.filter((printer) => !isFolder(printer));
  const offered = onPaper.length > 0 ? onPaper : fit;
  const only = offered.length === 1 ? offered[0] : undefined;
  const send = (printer: Printer) =>
    void print
      .send({
        kind,
        id,
        ...(cartNo === null ? {} : { cartNo }),
        printerId: printer.printerId,
        requestId: newRequestId(),
      })
      .then((slip) => {
        if (slip) setKept({ of: subject, slip });
        onPrinted?.();
      });
  const face = {
    variant: 'default',
    size,
    leftSection: <IconReceipt size={18} />,
    loading: print.isPending,
  } as const;
  const label = words ?? t(`slip.print.${kind}`);
  return (
    <span className={styles.slip}>
      {offered.length === 0 ? (
        <Button
          {...face}
          title={t('slip.no-printer')}
          disabled={printers.value === undefined}
          onClick={() => openWith({ room: 'printing', part: 'printers' })}
        >
          {label}
        </Button>
      ) : only ? (
        <Button {...face} onClick={() => send(only)}>
          {label}
        </Button>
      ) : (
        <Menu>
          <Menu.Target>
            <Button {...face}>{label} ▾</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((printer) => (
              <Menu.Item key={printer.printerId} onClick={() => send(printer)}>
                {printer.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {became && !print.isPending && (
        <span className={styles.became} role="status">
          <Tone tone={slipTones[became.state]} size={16}>
            {t(`slip.state.${became.state}`)}
          </Tone>
          {became.reason && <small>{whyWords(became.reason)}</small>}
        </span>
      )}
      <RefusalBar refusal={print.refusal} />
    </span>
  );
}

function canPrintSlips({ kind, settings }: Printer): boolean {
  if (kind === 'paperless') return true;
  if (!('wire' in settings) || settings.wire.kind === 'component') return false;
  return settings.language === 'escpos' || settings.language === 'page';
}

function isFolder({ kind, settings }: Printer): boolean {
  return kind === 'paperless' || ('wire' in settings && settings.wire.kind === 'folder');
}
