// The people of this station: who may do what, PINs, badges. The first one made is a supervisor.

import { Button, Modal, Select, TextInput } from '@mantine/core';
import { IconId, IconPrinter, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { roles } from '../../main/basics/request.ts';
import { useMe } from '../frame/me-store.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { NewPin, type TypedPin } from '../parts/new-pin.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { BadgeSheet } from './badge-sheet.tsx';
import styles from './settings.module.css';

export type Person = RequestAnswer<'people.list'>[number];
type Asked =
  | { readonly kind: 'edit'; readonly person: Person | null }
  | { readonly kind: 'remove' | 'badge'; readonly person: Person };

export function PeoplePanel() {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const isOpen = useMe((state) => state.me?.isOpen ?? true);
  const maySet = useMe(({ me }) => me === null || me.isOpen || me.person?.role === 'supervisor');
  const people = useAnswer('people.list', {}, { refreshOn: ['people.changed'] });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isPrinting, setIsPrinting] = useState(false);
  const list = people.value ?? [];
  const withBadges = list.filter((person) => person.badgeCode !== null);
  const close = () => {
    setAsked(null);
    people.reload();
  };
  return (
    <>
      {isOpen && <NoticeBar tone="say">{t('people.first-what')}</NoticeBar>}
      {maySet ? (
        <div className={styles.buttons}>
          <Button
            leftSection={<IconUserPlus size={18} />}
            onClick={() => setAsked({ kind: 'edit', person: null })}
          >
            {t(isOpen ? 'people.first-do' : 'people.add')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} />}
            disabled={withBadges.length === 0}
            onClick={() => setIsPrinting(true)}
          >
            {t('people.print-badges')}
          </Button>
        </div>
      ) : (
        <NoticeBar tone="say">{t('people.supervisors-only')}</NoticeBar>
      )}
      <div className={styles.card}>
        {list.length === 0 && !people.isLoading ? (
          <EmptyList title={t('people.none')}>{t('people.none-why')}</EmptyList>
        ) : (
          list.map((person) => (
            <div className={styles.row} key={person.personId}>
              <div className={styles.rowWords}>
                <h3>{person.name}</h3>
                <p>
                  {t(`role.${person.role}`)} · {t(`people.role.${person.role}.what`)} ·{' '}
                  {t(person.hasPin ? 'people.has-pin' : 'people.no-pin')}
                </p>
                {person.nextTryAt > now && (
                  <p className={styles.danger}>
                    {t('people.waits', { time: sayTime(person.nextTryAt, now, language, t) })}
                  </p>
                )}
              </div>
              {maySet && (
                <div className={styles.buttons}>
                  <Button variant="default" onClick={() => setAsked({ kind: 'edit', person })}>
                    {t('people.change')}
                  </Button>
                  <Button
                    variant="default"
                    leftSection={<IconId size={18} />}
                    onClick={() => setAsked({ kind: 'badge', person })}
                  >
                    {t('people.new-badge')}
                  </Button>
                  <Button variant="default" onClick={() => setAsked({ kind: 'remove', person })}>
                    {t('people.remove')}
                  </Button>
                </div>
              )}
            </div>
          ))
        )}
        <RefusalBar refusal={people.refusal} />
      </div>
      {asked?.kind === 'edit' && <EditPerson person={asked.person} isFirst={isOpen} onClose={close} />}
      {asked && asked.kind !== 'edit' && <Sure asked={asked} onClose={close} />}
      {isPrinting && <BadgeSheet people={withBadges} onClose={() => setIsPrinting(false)} />}
    </>
  );
}

function EditPerson({
  person,
  isFirst,
  onClose,
}: {
  readonly person: Person | null;
  readonly isFirst: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const save = useAsk('people.save');
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState(person?.role ?? (isFirst ? 'supervisor' : 'packer'));
  const [typed, setTyped] = useState<TypedPin>({ pin: '', again: '' });
  const { pin, again } = typed;
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      size={520}
      title={t(person ? 'people.change' : isFirst ? 'people.first-do' : 'people.add')}
    >
      <form
        className={styles.editPerson}
        onSubmit={(event) => {
          event.preventDefault();
          void save
            .send({
              ...(person && { personId: person.personId }),
              name: name.trim(),
              role,
              ...(pin !== '' && { pin }),
              requestId: newRequestId(),
            })
            .then((saved) => saved && onClose());
        }}
      >
        <TextInput
          data-autofocus
          label={t('people.name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label={t('people.role')}
          disabled={isFirst}
          allowDeselect={false}
          data={roles.map((each) => ({
            value: each,
            label: `${t(`role.${each}`)} · ${t(`people.role.${each}.what`)}`,
          }))}
          value={role}
          onChange={(value) => setRole(roles.find((each) => each === value) ?? 'packer')}
        />
        <NewPin
          typed={typed}
          onChange={setTyped}
          what={role === 'packer' ? t('people.pin-optional') : undefined}
        />
        <RefusalBar refusal={save.refusal} />
        <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || pin !== again}>
          {t('do.save')}
        </Button>
      </form>
    </Modal>
  );
}

/** Badges and people that stop working at once are asked for twice. */
function Sure({
  asked,
  onClose,
}: {
  readonly asked: Exclude<Asked, { kind: 'edit' }>;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const save = useAsk('people.save');
  const remove = useAsk('people.remove');
  const { personId, name, role } = asked.person;
  const isRemoving = asked.kind === 'remove';
  async function go(): Promise<void> {
    const requestId = newRequestId();
    const done = isRemoving
      ? await remove.send({ personId, requestId })
      : await save.send({ personId, name, role, isNewBadge: true, requestId });
    if (done) onClose();
  }
  return (
    <Modal opened onClose={onClose} centered title={t(isRemoving ? 'people.remove' : 'people.new-badge')}>
      <div className={styles.editPerson}>
        <p>{t(isRemoving ? 'people.remove-sure' : 'people.new-badge-sure', { name })}</p>
        <RefusalBar refusal={remove.refusal ?? save.refusal} />
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('do.cancel')}
          </Button>
          <Button data-autofocus loading={save.isPending || remove.isPending} onClick={() => void go()}>
            {t(isRemoving ? 'people.remove' : 'people.new-badge')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
