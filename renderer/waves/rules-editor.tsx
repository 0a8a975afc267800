// The rules by which waves are grouped, with what they would make of the parcels of this moment beside them, before anything is saved.

import { Button, NumberInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ShopId } from '../../main/basics/ids.ts';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { useText } from '../text/text.ts';
import { sayTitle } from './proposal-words.ts';
import styles from './proposals.module.css';
import { ToteSheet } from './tote-sheet.tsx';
import { Waiting } from './waiting-parcels.tsx';
import type { WaveRules } from './waves-store.ts';

export function RulesEditor({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const saved = useAnswer('waves.rules', {});
  const shops = useAnswer('shops.list', {});
  const [shopId, setShopId] = useState<ShopId | null>(null);
  const own = saved.value?.ofShops.find((each) => each.shopId === shopId)?.rules;
  const rules = (shopId === null ? undefined : own) ?? saved.value?.station;
  return (
    <div className={styles.editor}>
      <header className={styles.editorHead}>
        <h2>{t('group.rules')}</h2>
        {(shops.value?.length ?? 0) > 1 && (
          <Select
            aria-label={t('group.rules-of')}
            value={shopId ?? ''}
            allowDeselect={false}
            data={[
              { value: '', label: t('group.whole-station') },
              ...(shops.value ?? []).map((shop) => ({ value: shop.shopId as string, label: shop.name })),
            ]}
            onChange={(value) => setShopId(value ? (value as ShopId) : null /* one of the list */)}
          />
        )}
        <Button variant="default" onClick={onClose}>
          {t('group.back')}
        </Button>
      </header>
      <RefusalBar refusal={saved.refusal} />
      {rules ? (
        <Editing
          key={shopId ?? ''}
          shopId={shopId}
          saved={rules}
          usual={saved.value?.usual ?? rules}
          onSaved={onClose}
        />
      ) : (
        <Wait what={t('waves.reading')} />
      )}
    </div>
  );
}

function Editing({
  shopId,
  saved,
  usual,
  onSaved,
}: {
  readonly shopId: ShopId | null;
  readonly saved: WaveRules;
  readonly usual: WaveRules;
  readonly onSaved: () => void;
}) {
  const { t } = useText();
  const [rules, setRules] = useState(saved);
  const [hasTotes, setHasTotes] = useState(false);
  const save = useAsk('waves.setRules');
  const tried = useAnswer('waves.propose', { tried: { shopId, rules } });
  const change = (more: Partial<WaveRules>) => setRules({ ...rules, ...more });
  const changeRule = (index: number, more: Partial<WaveRules['rules'][number]>) =>
    change({ rules: rules.rules.map((rule, at) => (at === index ? { ...rule, ...more } : rule)) });
  const move = (index: number, by: number) => {
    const next = [...rules.rules];
    const [taken] = next.splice(index, 1);
    if (taken) next.splice(index + by, 0, taken);
    change({ rules: next });
  };

  return (
    <div className={styles.editing}>
      <section className={styles.rules}>
        <p className={styles.hint}>{t('group.rules-why')}</p>
        <ol>
          {rules.rules.map((rule, index) => (
            <li key={rule.kind} className={styles.rule} data-off={!rule.isOn || undefined}>
              <span className={styles.ruleMove}>
                <button
                  type="button"
                  aria-label={t('group.earlier')}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <IconArrowUp size={16} />
                </button>
                <button
                  type="button"
                  aria-label={t('group.later')}
                  disabled={index === rules.rules.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <IconArrowDown size={16} />
                </button>
              </span>
              <Switch
                aria-label={t(`group.kind.${rule.kind}`)}
                checked={rule.isOn}
                onChange={(event) => changeRule(index, { isOn: event.currentTarget.checked })}
              />
              <span className={styles.ruleWords}>
                <strong>{t(`group.kind.${rule.kind}`)}</strong>
                <span>{t(`group.why.${rule.kind}`)}</span>
              </span>
              <Count
                label={t('group.least')}
                value={rule.least}
                most={rule.most}
                onChange={(least) => changeRule(index, { least })}
              />
              <Count
                label={t('group.most')}
                value={rule.most}
                least={rule.least}
                onChange={(most) => changeRule(index, { most })}
              />
              <Select
                label={t('group.mode')}
                value={rule.mode}
                allowDeselect={false}
                data={(['run', 'cluster', 'wall'] as const).map((mode) => ({
                  value: mode,
                  label: t(`group.mode.${mode}`),
                }))}
                onChange={(mode) =>
                  changeRule(index, { mode: mode === 'run' || mode === 'wall' ? mode : 'cluster' })
                }
              />
            </li>
          ))}
        </ol>
      </section>
      <section className={styles.rest}>
        <h3>{t('group.apart')}</h3>
        {(['carrier', 'promise', 'doorTag', 'shop'] as const).map((what) => (
          <Switch
            key={what}
            label={t(`group.apart.${what}`)}
            checked={rules.apart[what]}
            onChange={(event) => change({ apart: { ...rules.apart, [what]: event.currentTarget.checked } })}
          />
        ))}
        <h3>{t('group.cart-and-wall')}</h3>
        <div className={styles.pairs}>
          <Count
            label={t('group.totes')}
            value={rules.cart.totes}
            most={500}
            onChange={(totes) => change({ cart: { ...rules.cart, totes } })}
          />
          <NumberInput
            label={t('group.kilograms')}
            placeholder={t('group.any')}
            value={rules.cart.weightGrams === null ? '' : rules.cart.weightGrams / 1_000}
            min={0.1}
            max={10_000}
            onChange={(value) =>
              change({
                cart: {
                  ...rules.cart,
                  weightGrams: typeof value === 'number' && value > 0 ? Math.round(value * 1_000) : null,
                },
              })
            }
          />
          <NumberInput
            label={t('group.litres')}
            placeholder={t('group.any')}
            value={rules.cart.volumeMillilitres === null ? '' : rules.cart.volumeMillilitres / 1_000}
            min={0.1}
            max={100_000}
            onChange={(value) =>
              change({
                cart: {
                  ...rules.cart,
                  volumeMillilitres:
                    typeof value === 'number' && value > 0 ? Math.round(value * 1_000) : null,
                },
              })
            }
          />
          <Count
            label={t('group.wall-slots')}
            value={rules.wallSlots}
            most={2_000}
            onChange={(wallSlots) => change({ wallSlots })}
          />
          <Count
            label={t('group.lease')}
            value={rules.leaseMinutes}
            most={480}
            onChange={(leaseMinutes) => change({ leaseMinutes })}
          />
        </div>
        <Button variant="default" onClick={() => setHasTotes(true)}>
          {t('group.tote-codes')}
        </Button>
        {hasTotes && <ToteSheet totes={rules.cart.totes} onClose={() => setHasTotes(false)} />}
        <h3>{t('group.when')}</h3>
        <div className={styles.pairs}>
          <TextInput
            type="time"
            label={t('group.cut-off')}
            value={sayMinutes(rules.cutOffMinutes)}
            onChange={(event) => change({ cutOffMinutes: minutesOf(event.currentTarget.value) })}
          />
          <Count
            label={t('group.urgent')}
            value={rules.urgentHours}
            least={0}
            most={240}
            onChange={(urgentHours) => change({ urgentHours })}
          />
          <Count
            label={t('group.improve')}
            value={rules.improveSeconds}
            least={0}
            most={120}
            onChange={(improveSeconds) => change({ improveSeconds })}
          />
        </div>
        <h3>{t('group.bins')}</h3>
        <SegmentedControl
          value={rules.bins}
          data={(['shortest', 'oldest', 'fullest'] as const).map((bins) => ({
            value: bins,
            label: t(`group.bins.${bins}`),
          }))}
          onChange={(bins) => change({ bins: bins === 'oldest' || bins === 'fullest' ? bins : 'shortest' })}
        />
      </section>
      <section className={styles.tried}>
        <h3>{t('group.would-be', { count: tried.value?.waveCount ?? 0 })}</h3>
        <RefusalBar refusal={tried.refusal ?? save.refusal} />
        <ul>
          {tried.value?.waves.slice(0, 40).map((wave) => (
            <li key={wave.key}>
              <b>{wave.parcelCount}</b>
              <span>
                <strong>{t(`group.kind.${wave.kind}`)}</strong> {sayTitle(wave, t)}
              </span>
            </li>
          ))}
        </ul>
        {tried.value && <Waiting waiting={tried.value.waiting} />}
        <footer className={styles.save}>
          <Button
            size="md"
            loading={save.isPending}
            disabled={JSON.stringify(rules) === JSON.stringify(saved)}
            onClick={async () => {
              if (await save.send({ shopId, rules, requestId: newRequestId() })) onSaved();
            }}
          >
            {t('group.save')}
          </Button>
          <Button size="md" variant="default" onClick={() => setRules(usual)}>
            {t('group.usual')}
          </Button>
        </footer>
      </section>
    </div>
  );
}

function Count({
  label,
  value,
  least = 1,
  most = 10_000,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      label={label}
      value={value}
      min={least}
      max={most}
      clampBehavior="blur"
      allowDecimal={false}
      onChange={(next) => {
        if (typeof next === 'number' && next >= least && next <= most) onChange(next);
      }}
    />
  );
}

function sayMinutes(minutes: number | null): string {
  if (minutes === null) return '';
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function minutesOf(text: string): number | null {
  const [hours, minutes] = text.split(':').map(Number);
  return hours === undefined || minutes === undefined ? null : hours * 60 + minutes;
}
