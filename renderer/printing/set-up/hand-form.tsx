// A printer that nobody finds, named by hand: its address, its port, its queue, or a folder instead of paper.

import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useText } from '../../text/text.ts';
import styles from './set-up.module.css';
import type { Wire } from './set-up-store.ts';

const kinds = ['tcp', 'ipp', 'cups', 'windows', 'serial', 'usb-lp', 'component', 'folder'] as const;
type Kind = (typeof kinds)[number];
const stallMs = 180_000;

export function HandForm(props: {
  readonly onChoose: (named: { readonly name: string; readonly wire: Wire }) => void;
}) {
  const { t } = useText();
  const [kind, setKind] = useState<Kind>('tcp');
  const [where, setWhere] = useState('');
  const [port, setPort] = useState<number | string>(9_100);
  const needsWhere = kind !== 'folder';
  const place = where.trim();

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (needsWhere && place === '') return;
    const wire = wireOf(kind, place, typeof port === 'number' ? port : 9_100);
    props.onChoose({ name: place === '' ? t(`wire.${kind}`) : place, wire });
  }
  return (
    <form className={styles.hand} onSubmit={submit}>
      <Select<Kind>
        label={t('setup.way')}
        value={kind}
        onChange={(value) => value && setKind(value)}
        data={kinds.map((each) => ({ value: each, label: t(`wire.${each}`) }))}
      />
      {needsWhere && (
        <TextInput
          label={t(`wire.${kind}.where`)}
          value={where}
          placeholder={t(`wire.${kind}.like`)}
          onChange={(event) => setWhere(event.currentTarget.value)}
        />
      )}
      {kind === 'tcp' && (
        <NumberInput
          label={t('profile.wire.port')}
          description={t('setup.port-usual')}
          value={port}
          onChange={setPort}
          min={1}
          max={65_535}
        />
      )}
      <Button type="submit" size="md" disabled={needsWhere && place === ''}>
        {t('setup.next')}
      </Button>
    </form>
  );
}

function wireOf(kind: Kind, where: string, port: number): Wire {
  switch (kind) {
    case 'tcp':
      return { kind, host: where, port, connectTimeoutMs: 3_000, stallMs };
    case 'ipp':
      return { kind, uri: where, stallMs };
    case 'cups':
      return { kind, queue: where, mode: 'raw', stallMs };
    case 'windows':
      return { kind, queue: where, mode: 'raw', stallMs };
    case 'serial':
      return { kind, path: where, baud: 115_200, flowControl: 'rts-cts', stallMs };
    case 'usb-lp':
      return { kind, path: where, stallMs };
    case 'component':
      return { kind, dialect: 'douyin', printer: where, port: null, stallMs };
    case 'folder':
      return { kind, format: 'pdf', path: null };
  }
}
