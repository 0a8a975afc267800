// Exporting orders: what will be in the files, the format, how far it is, and where they lie.

import { Button, CopyButton, Modal } from '@mantine/core';
import { IconCheck, IconCopy, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { FormFoot } from '../parts/form-foot.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { Segments } from '../parts/segments.tsx';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useText } from '../text/text.ts';
import styles from './export.module.css';
import {
  cancelExport,
  closeExport,
  type ExportFormat,
  type ExportStage,
  startExport,
  useExport,
} from './export-store.ts';

export function ExportSheet({ count }: { readonly count: number }) {
  const { t } = useText();
  const stage = useExport((state) => state.stage);
  const isWriting = stage?.kind === 'writing';
  if (!stage) return null;
  return (
    <Modal
      opened
      onClose={closeExport}
      centered
      size={600}
      title={t('export.title')}
      closeOnClickOutside={!isWriting}
      withCloseButton={!isWriting}
    >
      <div className={styles.sheet}>
        {stage.kind === 'asked' && <Asked count={count} />}
        {isWriting && <Writing stage={stage} />}
        {stage.kind === 'done' && <Done told={stage.told} />}
        {stage.kind === 'cancelled' && <NoticeBar tone="say">{t('export.cancelled')}</NoticeBar>}
        {stage.kind === 'refused' && <RefusalBar refusal={stage.refusal} />}
        {stage.kind !== 'asked' && !isWriting && (
          <div className={styles.do}>
            <Button data-autofocus onClick={closeExport}>
              {t('do.close')}
            </Button>
          </div>
        )}
      </div>
    </Modal>
  );
}

function Asked({ count }: { readonly count: number }) {
  const { t, language } = useText();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const limits = useLimits();
  return (
    <form
      className={styles.sheet}
      onSubmit={(event) => {
        event.preventDefault();
        void startExport(format);
      }}
    >
      <p>{t('export.what', { count: count.toLocaleString(language) })}</p>
      <p>
        {t('export.limits', { days: limits.mostDays, orders: limits.mostOrders.toLocaleString(language) })}
      </p>
      <p>{t('export.personal', { days: limits.keepDays })}</p>
      <Segments
        label={t('export.format')}
        chosen={format}
        onChoose={setFormat}
        segments={[
          { value: 'xlsx', label: t('export.format.xlsx') },
          { value: 'csv', label: t('export.format.csv') },
        ]}
      />
      <FormFoot back="do.cancel" onBack={closeExport}>
        <Button type="submit" data-autofocus>
          {t('export.start')}
        </Button>
      </FormFoot>
    </form>
  );
}

function useLimits(): { readonly mostOrders: number; readonly mostDays: number; readonly keepDays: number } {
  const settings = useAnswer('settings.list', {});
  const read = (name: string) => Number(settings.value?.find((setting) => setting.name === name)?.value ?? 0);
  return {
    mostOrders: read('export.mostOrders'),
    mostDays: read('export.mostDays'),
    keepDays: read('export.keepDays'),
  };
}

function Writing({ stage }: { readonly stage: Extract<ExportStage, { kind: 'writing' }> }) {
  const { t, language } = useText();
  const { done, total } = stage;
  return (
    <>
      <p role="status">
        {t('export.writing', { file: stage.fileNo })}
        {total > 0 && ` · ${done.toLocaleString(language)} / ${total.toLocaleString(language)}`}
      </p>
      <progress
        className={styles.progress}
        value={total > 0 ? done : undefined}
        max={total > 0 ? total : 1}
      />
      <FormFoot isBackFocused back="do.cancel" onBack={cancelExport} />
    </>
  );
}

function Done({ told }: { readonly told: Extract<ExportStage, { kind: 'done' }>['told'] }) {
  const { t, language } = useText();
  const { mostDays } = useLimits();
  const { orders, tooOld, folder, files } = told;
  if (files.length === 0) {
    return (
      <NoticeBar tone="ask">
        {t('export.done-none')} · {t('export.done-none-why', { days: mostDays })}
      </NoticeBar>
    );
  }
  const path = `${folder}${folder.includes('\\') ? '\\' : '/'}`;
  return (
    <>
      <Tone tone="ok" size={22}>
        <b>{t('export.done', { orders: orders.toLocaleString(language) })}</b>
      </Tone>
      {tooOld > 0 && <p>{t('export.too-old', { count: tooOld.toLocaleString(language), days: mostDays })}</p>}
      <ul className={styles.files}>
        {files.map(({ file, orders: inFile, rows }) => (
          <li key={file}>
            {file.endsWith('.csv') ? (
              <IconFileTypeCsv size={24} stroke={1.6} aria-hidden="true" />
            ) : (
              <IconFileSpreadsheet size={24} stroke={1.6} aria-hidden="true" />
            )}
            <b>{file}</b>
            <span>
              {t('export.rows', {
                orders: inFile.toLocaleString(language),
                rows: rows.toLocaleString(language),
              })}
            </span>
          </li>
        ))}
      </ul>
      <div className={styles.where}>
        <small>{t('export.where')}</small>
        <code>{folder}</code>
        <CopyButton value={files.length === 1 ? `${path}${files[0]?.file ?? ''}` : folder}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="xs"
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {t(copied ? 'consent.copied' : 'export.copy-path')}
            </Button>
          )}
        </CopyButton>
      </div>
    </>
  );
}
