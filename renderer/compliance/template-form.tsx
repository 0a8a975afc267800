// Makes a template, or changes one the way the platform does: the old is deleted, a new one made, its products bound again.

import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { FormFoot } from '../parts/form-foot.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import styles from './compliance.module.css';
import { type Template, useShopAsked } from './compliance-store.ts';
import { RegionTree } from './region-tree.tsx';

export function TemplateForm({
  replaced,
  onClose,
}: {
  readonly replaced: Template | null;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const shop = useShopAsked();
  const regions = useAnswer('templates.regions', {});
  const save = useAsk('templates.save');
  const [name, setName] = useState(replaced?.name ?? '');
  const [chosen, setChosen] = useState<readonly string[]>(replaced?.regions ?? []);
  const [words, setWords] = useState(replaced?.excludedWords.join('，') ?? '');
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const done = await save.send({
      ...shop,
      name: name.trim(),
      regions: [...chosen],
      excludedWords: words
        .split(/[,，、\n]/)
        .map((word) => word.trim())
        .filter((word) => word !== ''),
      ...(replaced ? { replaces: replaced.templateId } : {}),
      requestId: newRequestId(),
    });
    if (done) onClose();
  }
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      {replaced && replaced.counts.bound > 0 && (
        <NoticeBar tone="ask">{t('templates.replace-what', { count: replaced.counts.bound })}</NoticeBar>
      )}
      <TextInput
        label={t('templates.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={60}
        autoFocus
      />
      <div>
        <p className={styles.fieldName}>{t('templates.regions', { count: chosen.length })}</p>
        {regions.value && <RegionTree regions={regions.value} chosen={chosen} onChange={setChosen} />}
      </div>
      <TextInput
        label={t('templates.excluded')}
        description={t('templates.excluded-what')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <RefusalBar refusal={save.refusal ?? regions.refusal} />
      <FormFoot back="do.cancel" onBack={onClose}>
        <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || chosen.length === 0}>
          {t('templates.save')}
        </Button>
      </FormFoot>
    </form>
  );
}
