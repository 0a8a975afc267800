// Service templates: where door delivery is sold, which products are bound, which wait to be bound again, and a look-up.

import { Button } from '@mantine/core';
import { IconMapPin, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import { ChooseTemplate } from './choose-template.tsx';
import styles from './compliance.module.css';
import { type Template, useShopAsked } from './compliance-store.ts';
import { LookUpBox } from './look-up-box.tsx';
import { TemplateForm } from './template-form.tsx';
import { TemplateProducts } from './template-products.tsx';

export function TemplatesPart() {
  const { t } = useText();
  const shop = useShopAsked();
  const list = useAnswer('templates.list', shop, { refreshOn: ['goods.changed', 'station.changed'] });
  /** `new`, or the template that is replaced. */
  const [editing, setEditing] = useState<Template | 'new' | null>(null);
  const templates = list.value?.templates ?? [];
  const living = templates.filter((template) => template.deletedAt === null);
  const ended = templates.filter((template) => template.deletedAt !== null);
  return (
    <div className={styles.templates}>
      <div className={styles.column}>
        <section className={styles.card}>
          <header className={styles.cardHead}>
            <h2>{t('templates.title')}</h2>
            {editing === null && (
              <Button leftSection={<IconPlus size={18} />} onClick={() => setEditing('new')}>
                {t('templates.new')}
              </Button>
            )}
          </header>
          <RefusalBar refusal={list.refusal} />
          {editing !== null ? (
            <TemplateForm replaced={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
          ) : (
            <>
              {list.value && living.length === 0 && (
                <EmptyList title={t('templates.none')} picture={<IconMapPin size={32} stroke={1.6} />}>
                  {t('templates.none-why')}
                </EmptyList>
              )}
              <ul className={styles.rows}>
                {living.map((template) => (
                  <TemplateRow
                    key={template.templateId}
                    template={template}
                    onEdit={() => setEditing(template)}
                  />
                ))}
                {ended.map((template) => (
                  <EndedRow key={template.templateId} template={template} living={living} />
                ))}
              </ul>
            </>
          )}
        </section>
        <TemplateProducts living={living} />
      </div>
      <LookUpBox />
    </div>
  );
}

function TemplateRow({ template, onEdit }: { readonly template: Template; readonly onEdit: () => void }) {
  const { t } = useText();
  const end = useAsk('templates.delete');
  const [isSure, setIsSure] = useState(false);
  const { templateId, counts, regions, excludedWords } = template;
  return (
    <li className={styles.template}>
      <div className={styles.parcelWhat}>
        <strong>{template.name}</strong>
        <p title={regions.join('\n')}>{sayRegions(regions)}</p>
        {excludedWords.length > 0 && <p>{t('templates.without', { words: excludedWords })}</p>}
        <p>{t('templates.counts', { bound: counts.bound })}</p>
      </div>
      {isSure ? (
        <div className={styles.line}>
          <span className={styles.quiet}>{t('templates.delete-sure', { count: counts.bound })}</span>
          <Button
            color="red"
            loading={end.isPending}
            onClick={() => void end.send({ templateId, requestId: newRequestId() })}
          >
            {t('templates.delete')}
          </Button>
          <Button variant="default" onClick={() => setIsSure(false)}>
            {t('do.cancel')}
          </Button>
        </div>
      ) : (
        <div className={styles.line}>
          <Button variant="default" onClick={onEdit}>
            {t('templates.edit')}
          </Button>
          <Button variant="subtle" onClick={() => setIsSure(true)}>
            {t('templates.delete')}
          </Button>
        </div>
      )}
      <RefusalBar refusal={end.refusal} />
    </li>
  );
}

/** A deleted template whose products wait: one press binds them all to another. */
function EndedRow({
  template,
  living,
}: {
  readonly template: Template;
  readonly living: readonly Template[];
}) {
  const { t } = useText();
  const bind = useAsk('templates.bind');
  const [to, setTo] = useState('');
  const target = living.find((each) => each.templateId === to) ?? living[0];
  const { counts } = template;
  const waiting = counts['template-deleted'] + counts['by-system'];
  return (
    <li className={styles.template} data-ended>
      <div className={styles.parcelWhat}>
        <strong>{template.name}</strong>
        <Tone tone="ask">{t('templates.waiting', { count: waiting })}</Tone>
      </div>
      {target && waiting > 0 && (
        <div className={styles.line}>
          {living.length > 1 && <ChooseTemplate living={living} chosen={target} onChoose={setTo} />}
          <Button
            loading={bind.isPending}
            onClick={() =>
              void bind.send({
                templateId: target.templateId,
                waitingFrom: template.templateId,
                requestId: newRequestId(),
              })
            }
          >
            {t('templates.bind-all', { name: target.name })}
          </Button>
        </div>
      )}
      <RefusalBar refusal={bind.refusal} />
    </li>
  );
}

/** 浙江省/杭州市 → 杭州市; the first few, then how many more. */
function sayRegions(regions: readonly string[]): string {
  const names = regions.map((path) => path.split('/').at(-1) ?? path);
  return names.length <= 12 ? names.join('、') : `${names.slice(0, 12).join('、')} … +${names.length - 12}`;
}
