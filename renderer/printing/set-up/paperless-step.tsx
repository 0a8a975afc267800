// The printer without paper has one value: how fine its pictures are.

import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { RefusalBar } from '../../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../../parts/use-ask.ts';
import { useText } from '../../text/text.ts';
import { type PrinterView, setUpPrinter } from '../printing-store.ts';
import styles from './set-up.module.css';

const heads = [8, 11.811, 12] as const;

export function PaperlessStep({ printer }: { readonly printer: PrinterView }) {
  const { t } = useText();
  const save = useAsk('printers.save');
  const [name, setName] = useState(printer.name);
  const [dots, setDots] = useState(String(printer.settings.dotsPerMm));
  return (
    <form
      className={styles.narrow}
      onSubmit={(event) => {
        event.preventDefault();
        const settings = { dotsPerMm: Number(dots) };
        const asked = {
          printerId: printer.printerId,
          name: name.trim(),
          kind: 'paperless',
          settings,
        } as const;
        void save.send({ ...asked, requestId: newRequestId() }).then((saved) => saved && setUpPrinter(null));
      }}
    >
      <p className={styles.lead}>{t('setup.paperless-what')}</p>
      <TextInput
        label={t('profile.name')}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t('profile.dotsPerMm')}
        value={dots}
        onChange={(value) => value && setDots(value)}
        data={heads.map((head) => ({ value: String(head), label: t('setup.dots', { dots: head }) }))}
      />
      <RefusalBar refusal={save.refusal} />
      <Button type="submit" size="md" loading={save.isPending} disabled={name.trim() === ''}>
        {t('setup.save')}
      </Button>
    </form>
  );
}
