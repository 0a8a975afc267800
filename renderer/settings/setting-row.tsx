// One setting: its name, what it changes, its control, its default and the way back to it. A dangerous one is asked twice.

import { Button, Modal, NumberInput, Select, Slider, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import { choicesOf, unitOf } from './setting-groups.ts';
import styles from './settings.module.css';

export type Setting = RequestAnswer<'settings.list'>[number];
type Value = Setting['value'];

export function SettingRow({ setting }: { readonly setting: Setting }) {
  const { t } = useText();
  const save = useAsk('settings.set');
  const [asked, setAsked] = useState<Value | null>(null);
  const isChanged = setting.value !== setting.byDefault;

  function set(value: Value): void {
    if (value === setting.value) return;
    if (setting.isDangerous) setAsked(value);
    else void save.send({ name: setting.name, value, requestId: newRequestId() });
  }

  return (
    <div className={styles.row} data-setting={setting.name}>
      <div className={styles.rowWords}>
        <h3>
          {sayCode('setting', setting.name)}
          {setting.isDangerous && <IconAlertTriangle size={16} className={styles.danger} />}
        </h3>
        <p>{sayCode('setting', `${setting.name}.what`)}</p>
        <small>
          {t('settings.default', { value: valueWords(setting.name, setting.byDefault, t) })}
          {setting.rule && <code>{setting.rule}</code>}
          {isChanged && (
            <button type="button" onClick={() => set(setting.byDefault)}>
              <IconArrowBackUp size={14} /> {t('settings.back-to-default')}
            </button>
          )}
        </small>
        <RefusalBar refusal={save.refusal} />
      </div>
      <Control setting={setting} onSet={set} />
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={sayCode('setting', setting.name)}
        size={520}
      >
        <p>
          {t('settings.sure', {
            before: valueWords(setting.name, setting.value, t),
            after: asked === null ? '' : valueWords(setting.name, asked, t),
          })}
        </p>
        <p className={styles.sureWhat}>{sayCode('setting', `${setting.name}.what`)}</p>
        <div className={styles.sureDo}>
          <Button variant="default" onClick={() => setAsked(null)} data-autofocus>
            {t('settings.keep')}
          </Button>
          <Button
            onClick={() => {
              if (asked !== null)
                void save.send({ name: setting.name, value: asked, requestId: newRequestId() });
              setAsked(null);
            }}
          >
            {t('settings.change')}
          </Button>
        </div>
      </Modal>
    </div>
  );
}

function Control({ setting, onSet }: { readonly setting: Setting; readonly onSet: (value: Value) => void }) {
  const { t } = useText();
  const label = sayCode('setting', setting.name);
  const choices = choicesOf[setting.name];
  if (choices) {
    return (
      <Select
        aria-label={label}
        className={styles.control ?? ''}
        data={choices.map((value) => ({ value, label: sayCode(`setting.${setting.name}`, value) }))}
        value={String(setting.value)}
        onChange={(value) => value !== null && onSet(value)}
      />
    );
  }
  if (typeof setting.value === 'boolean') {
    return (
      <Switch
        aria-label={label}
        checked={setting.value}
        onChange={(event) => onSet(event.currentTarget.checked)}
      />
    );
  }
  if (setting.name === 'sound.volume') {
    return (
      <Slider
        aria-label={label}
        className={styles.control ?? ''}
        min={0}
        max={1}
        step={0.05}
        label={(value) => `${Math.round(value * 100)} %`}
        defaultValue={Number(setting.value)}
        onChangeEnd={onSet}
      />
    );
  }
  return typeof setting.value === 'number' ? (
    <NumberControl setting={setting} value={setting.value} unit={unitOf(setting.name)} onSet={onSet} t={t} />
  ) : (
    <TextControl setting={setting} value={setting.value} onSet={onSet} />
  );
}

/** Saved when the field is left or at Enter, not at each key. */
function NumberControl({
  setting,
  value,
  unit,
  onSet,
  t,
}: {
  readonly setting: Setting;
  readonly value: number;
  readonly unit: ReturnType<typeof unitOf>;
  readonly onSet: (value: Value) => void;
  readonly t: ReturnType<typeof useText>['t'];
}) {
  const [typed, setTyped] = useState<number | string>(value);
  useEffect(() => setTyped(value), [value]);
  const save = () => {
    if (typeof typed === 'number') onSet(typed);
    else setTyped(value);
  };
  return (
    <NumberInput
      aria-label={sayCode('setting', setting.name)}
      className={styles.control ?? ''}
      value={typed}
      onChange={setTyped}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
      {...(unit ? { suffix: ` ${t(unit)}` } : {})}
      allowDecimal={!Number.isInteger(setting.byDefault)}
      allowNegative={false}
    />
  );
}

function TextControl({
  setting,
  value,
  onSet,
}: {
  readonly setting: Setting;
  readonly value: string;
  readonly onSet: (value: Value) => void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      aria-label={sayCode('setting', setting.name)}
      className={styles.control ?? ''}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onSet(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onSet(typed);
      }}
    />
  );
}

function valueWords(name: string, value: Value, t: ReturnType<typeof useText>['t']): string {
  if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off');
  if (choicesOf[name]) return sayCode(`setting.${name}`, String(value));
  if (value === '') return t('settings.nothing');
  if (name === 'sound.volume') return `${Math.round(Number(value) * 100)} %`;
  const unit = unitOf(name);
  return unit ? `${value} ${t(unit)}` : String(value);
}
