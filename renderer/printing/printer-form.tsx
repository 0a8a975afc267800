// Adding a printer or changing one: a name, how it is reached, and the few things that decide how the label looks on it.

import { Button, Modal, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import styles from './printing.module.css';
import type { PrinterView } from './printing-store.ts';

type Dots = '8' | '11.811' | '12';
const dots = { '8': 8, '11.811': 11.811, '12': 12 } as const;

export function PrinterForm({
  printer,
  onClose,
}: {
  readonly printer: PrinterView | null;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const save = useAsk('printers.save');
  const remove = useAsk('printers.remove');
  const [name, setName] = useState(printer?.name ?? '');
  const [kind, setKind] = useState<PrinterView['kind']>(printer?.kind ?? 'zpl-tcp');
  const tcp = printer && 'host' in printer.settings ? printer.settings : null;
  const [host, setHost] = useState(tcp?.host ?? '');
  const [port, setPort] = useState(tcp?.port ?? 9100);
  const [dotsPerMm, setDotsPerMm] = useState<Dots>(nameOfDots(printer?.settings.dotsPerMm ?? 8));
  const [compression, setCompression] = useState<'hex' | 'acs' | 'z64'>(tcp?.compression ?? 'acs');
  const [media, setMedia] = useState<'gap' | 'mark' | 'continuous'>(tcp?.media ?? 'gap');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const saved = await save.send({
      ...(printer ? { printerId: printer.printerId } : {}),
      name: name.trim(),
      kind,
      settings:
        kind === 'paperless'
          ? { dotsPerMm: dots[dotsPerMm] }
          : { ...tcp, host: host.trim(), port, dotsPerMm: dots[dotsPerMm], compression, media },
      requestId: newRequestId(),
    });
    if (saved) onClose();
  }

  async function takeAway(): Promise<void> {
    if (!printer) return;
    const gone = await remove.send({ printerId: printer.printerId, requestId: newRequestId() });
    if (gone) onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(printer ? 'printing.form.change' : 'printing.form.add')}
      size={520}
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('printing.form.name')}
          value={name}
          required
          maxLength={60}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {!printer && (
          <SegmentedControl<PrinterView['kind']>
            aria-label={t('printing.form.kind')}
            value={kind}
            onChange={setKind}
            data={[
              { value: 'zpl-tcp', label: t('printing.form.zpl-tcp') },
              { value: 'paperless', label: t('printing.form.paperless') },
            ]}
          />
        )}
        {kind === 'zpl-tcp' && (
          <div className={styles.formPair}>
            <TextInput
              label={t('printing.form.host')}
              description={t('printing.form.host-where')}
              placeholder="192.168.1.50"
              value={host}
              required
              onChange={(event) => setHost(event.currentTarget.value)}
            />
            <NumberInput
              label={t('printing.form.port')}
              description={t('printing.form.port-usual')}
              value={port}
              min={1}
              max={65_535}
              allowDecimal={false}
              required
              onChange={(value) => setPort(typeof value === 'number' ? value : 9100)}
            />
          </div>
        )}
        <Select<Dots>
          label={t('printing.form.dots')}
          value={dotsPerMm}
          onChange={(value) => value && setDotsPerMm(value)}
          data={[
            { value: '8', label: t('printing.form.dots-203') },
            { value: '11.811', label: t('printing.form.dots-300') },
            { value: '12', label: t('printing.form.dots-305') },
          ]}
        />
        {kind === 'zpl-tcp' && (
          <div className={styles.formPair}>
            <Select<'gap' | 'mark' | 'continuous'>
              label={t('printing.form.media')}
              value={media}
              onChange={(value) => value && setMedia(value)}
              data={(['gap', 'mark', 'continuous'] as const).map((value) => ({
                value,
                label: t(`printing.form.media-${value}`),
              }))}
            />
            <Select<'hex' | 'acs' | 'z64'>
              label={t('printing.form.compression')}
              value={compression}
              onChange={(value) => value && setCompression(value)}
              data={(['acs', 'z64', 'hex'] as const).map((value) => ({
                value,
                label: t(`printing.form.compression-${value}`),
              }))}
            />
          </div>
        )}
        <RefusalBar refusal={save.refusal ?? remove.refusal} />
        <footer className={styles.formFoot}>
          {printer && (
            <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => void takeAway()}>
              {t('printing.form.remove')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('do.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {t('printing.form.save')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}

function nameOfDots(value: number): Dots {
  return value === 12 ? '12' : value === 8 ? '8' : '11.811';
}
