// What the printer is: a make to start from, and every value of its profile in groups, each with what it means.

import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconArrowRight, IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { RefusalBar } from '../../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../../parts/use-ask.ts';
import { hasText, useText } from '../../text/text.ts';
import { wayWords } from '../printer-words.ts';
import { setUpPrinter } from '../printing-store.ts';
import { fieldGroups, fieldsOf, type ProfileField, readField, writeField } from './profile-fields.ts';
import styles from './set-up.module.css';
import { needsTest, type Preset, type Profile, profileFrom, useSetUp } from './set-up-store.ts';

export function ProfileStep({ presets }: { readonly presets: readonly Preset[] }) {
  const { t } = useText();
  const { name, wire, profile, printerId } = useSetUp();
  const save = useAsk('printers.save');
  const remove = useAsk('printers.remove');
  const [isSure, setIsSure] = useState(false);
  const preset = presets.find((each) => each.id === profile?.preset);
  const isComponent = wire?.kind === 'component';
  const canSave = profile !== null && name.trim() !== '';

  async function keep(): Promise<void> {
    if (!profile || !canSave) return;
    const saved = await save.send({
      ...(printerId === null ? {} : { printerId }),
      name: name.trim(),
      kind: 'profile',
      settings: profile,
      requestId: newRequestId(),
    });
    if (saved) useSetUp.setState({ printerId: saved.printerId, step: needsTest(profile) ? 'test' : 'done' });
  }

  const change = (changed: Profile) => useSetUp.setState({ profile: changed, wire: changed.wire });
  return (
    <div className={styles.profile}>
      <section className={styles.make}>
        <TextInput
          size="md"
          label={t('profile.name')}
          value={name}
          maxLength={60}
          onChange={(event) => useSetUp.setState({ name: event.currentTarget.value })}
        />
        {wire && <p className={styles.hint}>{wayWords(wire, t)}</p>}
        {!isComponent && (
          <>
            <h2>{t('setup.which-make')}</h2>
            <ul className={styles.presets}>
              {presets.map((each) => (
                <li key={each.id}>
                  <button
                    type="button"
                    aria-pressed={each.id === profile?.preset}
                    onClick={() => wire && change(profileFrom(each, wire))}
                  >
                    <b>{each.name}</b>
                    <span data-grade={each.grade}>{t(`printer-grade.${each.grade}`)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section className={styles.values}>
        {isComponent ? (
          <p className={styles.lead}>{t('setup.component-what')}</p>
        ) : preset ? (
          <p className={styles.lead}>{presetWords(preset.id, t)}</p>
        ) : (
          <p className={styles.lead}>{t('setup.choose-make')}</p>
        )}
        {profile &&
          fieldGroups.map((group) => {
            const fields = fieldsOf(group, profile);
            if (fields.length === 0) return null;
            return (
              <fieldset key={group} className={styles.group}>
                <legend>{t(`profile.group.${group}`)}</legend>
                {fields.map((field) => (
                  <Field key={field.name} field={field} profile={profile} onChange={change} />
                ))}
              </fieldset>
            );
          })}
      </section>
      <footer className={styles.foot}>
        <RefusalBar refusal={inWords(save.refusal, t) ?? remove.refusal} />
        {printerId !== null &&
          (isSure ? (
            <Button
              size="md"
              color="red"
              loading={remove.isPending}
              onClick={() =>
                void remove
                  .send({ printerId, requestId: newRequestId() })
                  .then((gone) => gone && setUpPrinter(null))
              }
            >
              {t('setup.remove-really', { name })}
            </Button>
          ) : (
            <Button size="md" variant="subtle" color="red" onClick={() => setIsSure(true)}>
              {t('printing.form.remove')}
            </Button>
          ))}
        <Button
          size="md"
          disabled={!canSave}
          loading={save.isPending}
          rightSection={
            profile && needsTest(profile) ? <IconArrowRight size={18} /> : <IconDeviceFloppy size={18} />
          }
          onClick={() => void keep()}
        >
          {t(profile && !needsTest(profile) ? 'setup.save' : 'setup.save-and-test')}
        </Button>
      </footer>
    </div>
  );
}

function Field(props: {
  readonly field: ProfileField;
  readonly profile: Profile;
  readonly onChange: (profile: Profile) => void;
}) {
  const { field, profile, onChange } = props;
  const { t } = useText();
  const value = readField(profile, field.name);
  const set = (to: unknown) => onChange(writeField(profile, field.name, to));
  const label = fieldWords(field.name, t);
  const what = wordsOrNothing(`profile.${field.name}.what`, t);
  const words = {
    label,
    description: what,
    inputWrapperOrder: ['label', 'input', 'description', 'error'],
  } as const;
  switch (field.kind) {
    case 'number':
      return (
        <NumberInput
          {...words}
          inputWrapperOrder={[...words.inputWrapperOrder]}
          value={typeof value === 'number' ? value / (field.unit ?? 1) : ''}
          min={field.least}
          max={field.most}
          allowDecimal={field.isFine === true}
          placeholder={field.mayBeEmpty ? t('profile.own') : ''}
          onChange={(to) =>
            set(typeof to === 'number' ? to * (field.unit ?? 1) : field.mayBeEmpty ? null : value)
          }
        />
      );
    case 'choice':
      return (
        <Select
          {...words}
          inputWrapperOrder={[...words.inputWrapperOrder]}
          value={typeof value === 'string' ? value : ''}
          onChange={(to) => set(to === '' ? null : to)}
          data={[
            ...(field.mayBeEmpty ? [{ value: '', label: t('profile.own') }] : []),
            ...field.values.map((each) => ({
              value: each,
              label: wordsOrNothing(`profile.${field.name}.${each}`, t) ?? each,
            })),
          ]}
        />
      );
    case 'switch':
      return (
        <Switch
          label={label}
          description={what}
          checked={value === true}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      );
    case 'text':
      return (
        <TextInput
          {...words}
          inputWrapperOrder={[...words.inputWrapperOrder]}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) =>
            set(event.currentTarget.value === '' && field.mayBeEmpty ? null : event.currentTarget.value)
          }
        />
      );
  }
}

type Say = ReturnType<typeof useText>['t'];

function wordsOrNothing(key: string, t: Say): string | undefined {
  return hasText(key) ? t(key) : undefined;
}

function fieldWords(name: string, t: Say): string {
  return wordsOrNothing(`profile.${name}`, t) ?? name;
}

function presetWords(id: string, t: Say): string {
  return wordsOrNothing(`printer-preset.${id}`, t) ?? '';
}

/** A field that does not fit is named as it is on screen. */
function inWords<Refusal extends { readonly facts: Readonly<Record<string, unknown>> }>(
  refusal: Refusal | null,
  t: Say,
): Refusal | null {
  const field = refusal?.facts.field;
  if (!refusal || typeof field !== 'string') return refusal;
  return { ...refusal, facts: { ...refusal.facts, field: fieldWords(field, t) } };
}
