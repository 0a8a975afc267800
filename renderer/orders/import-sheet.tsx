// The import sheet: what the file is, which columns were recognised, what it would change, which rows do not fit and why; only then
// the button.

import { Button, Modal } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { Tone } from '../parts/tone.tsx';
import { Wait } from '../parts/wait.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './import.module.css';
import { ImportColumns } from './import-columns.tsx';
import { ImportProblems } from './import-problems.tsx';
import { ShopChoice } from './import-shop.tsx';
import { applyImport, closeImport, downloadReport, type Inspection, useImport } from './import-store.ts';

export function ImportSheet() {
  const { t, language } = useText();
  const { stage, fileName, queue } = useImport();
  const isApplying = stage?.kind === 'applying';
  return (
    <Modal
      opened={stage !== null}
      onClose={closeImport}
      size={960}
      padding={0}
      withCloseButton={false}
      closeOnClickOutside={!isApplying}
      closeOnEscape={!isApplying}
      transitionProps={{ duration: 120 }}
      aria-label={t('import.title')}
    >
      {stage && (
        <div className={styles.sheet}>
          <header className={styles.head}>
            <span className={styles.file}>
              <IconFileSpreadsheet size={28} stroke={1.5} />
            </span>
            <div>
              <h2>{fileName}</h2>
              <p>
                {stage.kind === 'looked' || stage.kind === 'applying' || stage.kind === 'done' ? (
                  <Kind inspection={stage.inspection} />
                ) : (
                  t('import.title')
                )}
              </p>
            </div>
            {queue.length > 0 && <small>{t('import.more-files', { count: queue.length })}</small>}
          </header>

          <div className={styles.body}>
            {stage.kind === 'sending' && (
              <Wait
                what={t('import.sending')}
                done={Math.round(stage.sentBytes / 1_024)}
                total={Math.round(stage.bytes / 1_024)}
                onCancel={closeImport}
              />
            )}
            {stage.kind === 'looking' && <Wait what={t('import.looking')} onCancel={closeImport} />}
            {stage.kind === 'refused' && <RefusalBar refusal={stage.refusal} />}
            {stage.kind === 'looked' && (
              <>
                <RefusalBar refusal={stage.refusal} />
                <ShopChoice inspection={stage.inspection} />
                <Counts counts={stage.inspection.counts} isDone={false} />
                <ImportProblems inspection={stage.inspection} />
                <ImportColumns columns={stage.inspection.columns} />
              </>
            )}
            {stage.kind === 'applying' && (
              <Wait what={sayCode('import.stage', stage.stage)} done={stage.done} total={stage.total} />
            )}
            {stage.kind === 'done' && (
              <>
                <NoticeBar tone="ok">
                  {t('import.done', {
                    count: (stage.applied.counts.new + stage.applied.counts.changed).toLocaleString(language),
                  })}
                </NoticeBar>
                <Counts counts={stage.applied.counts} isDone />
                <ImportProblems inspection={stage.inspection} />
              </>
            )}
          </div>

          <footer className={styles.foot}>
            {(stage.kind === 'looked' || stage.kind === 'done') && stage.inspection.problemCount > 0 && (
              <Button
                variant="default"
                leftSection={<IconDownload size={18} />}
                onClick={() => void downloadReport(stage.inspection.importId)}
              >
                {t('import.report')}
              </Button>
            )}
            <span />
            {stage.kind === 'done' ? (
              <Button onClick={closeImport} data-autofocus>
                {t(queue.length > 0 ? 'import.next' : 'import.finish')}
              </Button>
            ) : (
              <>
                {!isApplying && (
                  <Button variant="default" onClick={closeImport}>
                    {t(stage.kind === 'refused' ? 'do.close' : 'do.cancel')}
                  </Button>
                )}
                {stage.kind === 'looked' && (
                  <Button
                    data-autofocus
                    disabled={stage.inspection.needsShop || isNothingToDo(stage.inspection)}
                    onClick={() => void applyImport()}
                  >
                    {applyWords(stage.inspection, t, language)}
                  </Button>
                )}
              </>
            )}
          </footer>
        </div>
      )}
    </Modal>
  );
}

function isNothingToDo({ counts }: Inspection): boolean {
  return counts.new + counts.changed === 0;
}

function applyWords(inspection: Inspection, t: ReturnType<typeof useText>['t'], language: string): string {
  if (inspection.needsShop) return t('import.choose-shop-first');
  if (isNothingToDo(inspection)) return t('import.nothing-new');
  const count = inspection.counts.new + inspection.counts.changed;
  const key = inspection.kind === 'goods' ? 'import.take-in-goods' : 'import.take-in-orders';
  return t(key, { count: count.toLocaleString(language) });
}

function Kind({ inspection }: { readonly inspection: Inspection }) {
  const { t, language } = useText();
  return (
    <>
      {sayCode('import.kind', inspection.kind)}
      {' · '}
      {inspection.format.toUpperCase()} {inspection.encoding}
      {' · '}
      {t('import.rows', { count: inspection.rowCount.toLocaleString(language) })}
    </>
  );
}

function Counts({ counts, isDone }: { readonly counts: Inspection['counts']; readonly isDone: boolean }) {
  const { t, language } = useText();
  const all = [
    ['new', 'say', counts.new],
    ['changed', 'say', counts.changed],
    ['same', 'quiet', counts.same],
    ['bad', counts.bad > 0 ? 'ask' : 'ok', counts.bad],
  ] as const;
  return (
    <dl className={styles.counts} data-done={isDone}>
      {all.map(([name, tone, count]) => (
        <div key={name} data-tone={tone} data-count={name}>
          <dd>{count.toLocaleString(language)}</dd>
          <dt>
            <Tone tone={tone} size={15}>
              {t(`import.count.${name}`)}
            </Tone>
          </dt>
        </div>
      ))}
    </dl>
  );
}
