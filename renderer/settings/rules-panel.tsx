// The guard's rules: each with its name, the platform's words, since when it holds and where it comes from. A supervisor changes their
// numbers as text; what has a mistake changes nothing.

import { Button } from '@mantine/core';
import { IconEdit } from '@tabler/icons-react';
import { useState } from 'react';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

type Rules = RequestAnswer<'rules.describe'>;

export function RulesPanel() {
  const { t } = useText();
  const rules = useAnswer('rules.describe', {}, { refreshOn: ['station.changed'] });
  const load = useAsk('rules.load');
  const [edited, setEdited] = useState<string | null>(null);
  const [taken, setTaken] = useState<number | null>(null);
  const shown = rules.value;

  async function loadNow(json: string): Promise<void> {
    const loaded = await load.send({ json, requestId: newRequestId() });
    if (!loaded) return;
    setTaken(loaded.rules);
    setEdited(null);
    rules.reload();
  }

  return (
    <>
      <div className={styles.card}>
        <div className={styles.row}>
          <div className={styles.rowWords}>
            <h3>{t('rules.where')}</h3>
            {shown && <Origin file={shown.file} />}
            <p>{t('rules.where-what')}</p>
          </div>
          <Button
            variant="default"
            leftSection={<IconEdit size={18} />}
            disabled={!shown || edited !== null}
            onClick={() => {
              setTaken(null);
              setEdited(shown?.asFile ?? null);
            }}
          >
            {t('rules.edit')}
          </Button>
        </div>
        <RefusalBar refusal={rules.refusal} />
        {taken !== null && <NoticeBar tone="ok">{t('rules.taken', { count: taken })}</NoticeBar>}
        {edited !== null && (
          <div className={styles.ruleText}>
            <textarea
              aria-label={t('rules.text')}
              value={edited}
              rows={20}
              spellCheck={false}
              onChange={(event) => setEdited(event.currentTarget.value)}
            />
            <RefusalBar refusal={load.refusal} />
            <div className={styles.ruleButtons}>
              <Button loading={load.isPending} onClick={() => void loadNow(edited)}>
                {t('rules.load')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  load.forget();
                  setEdited(null);
                }}
              >
                {t('rules.leave')}
              </Button>
            </div>
          </div>
        )}
      </div>
      {shown && (
        <div className={styles.card}>
          {shown.rules.map((rule) => (
            <div key={rule.rule} className={styles.row}>
              <div className={styles.rowWords}>
                <h3>{t(`rule.${rule.rule}`)}</h3>
                <p lang="en">{rule.source}</p>
                <p>
                  <code>{rule.rule}</code> {rule.markets.map((market) => t(`market.${market}`)).join(' · ')}
                </p>
              </div>
              <div className={styles.ruleSince}>
                <p>
                  {t('rules.since')} <Time at={rule.validFrom} />
                </p>
                <p>{t(rule.isFromFile ? 'rules.of-file' : 'rules.of-program')}</p>
                {rule.changesAt !== null && (
                  <p>
                    {t('rules.changes')} <Time at={rule.changesAt} />
                  </p>
                )}
              </div>
            </div>
          ))}
        </div>
      )}
    </>
  );
}

/** What was typed on this page has no file's name. */
const typedHere = 'rules.load';

function Origin({ file }: { readonly file: Rules['file'] }) {
  const { t } = useText();
  if (!file) return <p>{t('rules.built-in')}</p>;
  const { source, loadedAt, loadedBy } = file;
  return (
    <p>
      {source === typedHere
        ? t('rules.typed', { person: loadedBy })
        : t('rules.loaded', { file: source, person: loadedBy })}{' '}
      <Time at={loadedAt} />
    </p>
  );
}
