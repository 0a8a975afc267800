// Who is here? Stands before the rooms while nobody has signed in, over them while the window is locked (the work stays as it
// lies), and asks a supervisor who only showed a badge for the PIN. A badge changes the person wherever it is scanned.

import { IconId, IconLock } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { PinPad } from '../parts/pin-pad.tsx';
import type { Refused, RequestAnswer } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import styles from './door.module.css';
import { followMe, signIn, useMe } from './me-store.ts';
import { speakAsk } from './speech-store.ts';

const DoorDialog = lazy(() => import('./door-dialog.tsx').then((part) => ({ default: part.DoorDialog })));

type Person = RequestAnswer<'people.list'>[number];

function isBadge(code: string): boolean {
  return /PB-WHO-/i.test(code);
}

export function Door({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  const { me, needsPin } = useMe();
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const isOut = me !== null && !me.isOpen && me.person === null;
  const isShut = isOut || me?.isLocked === true;
  useEffect(() => followMe(window), []);

  async function enter(who: Parameters<typeof signIn>[0]): Promise<void> {
    const no = await signIn(who);
    playSignal(no ? 'wrong' : 'ok');
    setRefusal(no);
    if (no && !isShut && 'badge' in who) speakAsk(no);
  }
  useScans(
    (scan) => {
      if (isBadge(scan.code)) void enter({ badge: scan.code });
      else if (isShut) playSignal('wrong');
      else return false;
      return true;
    },
    { isGate: true },
  );

  return (
    <>
      {/* While locked the rooms stay as they are, out of reach and out of sight. */}
      {!isOut && (
        <div className={styles.inside} inert={isShut} data-shut={isShut}>
          {children}
        </div>
      )}
      {isShut && me && (
        <WhoIsHere key={me.person?.personId} known={me.person} refusal={refusal} enter={enter} />
      )}
      {needsPin && !isShut && me?.person && (
        <Suspense fallback={null}>
          <DoorDialog title={t('door.confirm-pin')} onClose={() => useMe.setState({ needsPin: false })}>
            <EnterPin person={me.person} refusal={refusal} enter={enter} />
          </DoorDialog>
        </Suspense>
      )}
    </>
  );
}

interface Entering {
  readonly refusal: Refused | null;
  readonly enter: (who: Parameters<typeof signIn>[0]) => Promise<void>;
}

function WhoIsHere({
  known,
  refusal,
  enter,
}: Entering & { readonly known: Pick<Person, 'personId' | 'name'> | null }) {
  const { t } = useText();
  const people = useAnswer('people.list', {}, { refreshOn: ['people.changed'] });
  const [chosenId, setChosenId] = useState(known?.personId ?? null);
  const chosen = people.value?.find((person) => person.personId === chosenId);
  return (
    <section className={styles.door} role="dialog" aria-modal="true" aria-label={t('door.who')}>
      <div className={styles.sheet}>
        <header>
          {known ? <IconLock size={48} aria-hidden="true" /> : <IconId size={48} aria-hidden="true" />}
          <h1>{known ? t('door.locked', { name: known.name }) : t('door.who')}</h1>
          <p>{t(known ? 'door.locked-why' : 'door.scan-badge')}</p>
        </header>
        <div className={styles.choice}>
          <ul className={styles.people} aria-label={t('door.who')}>
            {(people.value ?? []).map((person) => (
              <li key={person.personId}>
                <button
                  type="button"
                  aria-pressed={person.personId === chosenId}
                  onClick={() => setChosenId(person.personId)}
                >
                  <b>{person.name}</b>
                  <span>{t(`role.${person.role}`)}</span>
                </button>
              </li>
            ))}
          </ul>
          {chosen?.hasPin && (
            <EnterPin key={chosen.personId} person={chosen} refusal={refusal} enter={enter} />
          )}
          {chosen && !chosen.hasPin && <p>{t('door.badge-only', { name: chosen.name })}</p>}
          {!chosen && <RefusalBar refusal={refusal} />}
        </div>
      </div>
    </section>
  );
}

function EnterPin({
  person,
  refusal,
  enter,
}: Entering & { readonly person: Pick<Person, 'personId' | 'name'> }) {
  const { t } = useText();
  const [isPending, setIsPending] = useState(false);
  return (
    <div className={styles.pin}>
      <h2>{t('door.enter-pin', { name: person.name })}</h2>
      <PinPad
        label={t('people.pin')}
        isPending={isPending}
        onPin={(pin) => {
          setIsPending(true);
          void enter({ personId: person.personId, pin }).finally(() => setIsPending(false));
        }}
      />
      <RefusalBar refusal={refusal} />
    </div>
  );
}
