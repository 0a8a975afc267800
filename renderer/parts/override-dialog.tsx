// A supervisor lets a block pass: who, why, the PIN on big keys. A badge scanned meanwhile names the supervisor.

import { Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { RefusalBar } from './notice-bar.tsx';
import styles from './override-dialog.module.css';
import { PinPad } from './pin-pad.tsx';
import type { RequestArgument } from './station.ts';
import { useAnswer } from './use-answer.ts';
import { newRequestId, useAsk } from './use-ask.ts';

type Rule = RequestArgument<'overrides.grant'>['rule'];
type Blocked = Pick<RequestArgument<'overrides.grant'>, 'parcelId' | 'rule' | 'adding'>;

/** Nobody can let these two pass: no button is shown for them. The station knows the rules; a screen only names them. */
export function canPass(rule: string): rule is Rule {
  return rule !== 'merge.hold' && rule !== 'waybill.duplicate';
}

export function OverrideDialog({
  blocked,
  sentence,
  onClose,
  onGranted,
}: {
  readonly blocked: Blocked;
  readonly sentence: string;
  readonly onClose: () => void;
  readonly onGranted: () => void;
}) {
  const { t } = useText();
  const grant = useAsk('overrides.grant');
  const people = useAnswer('people.list', {});
  const supervisors = (people.value ?? []).filter((person) => person.role === 'supervisor');
  const [personId, setPersonId] = useState<string | null>(null);
  const [badge, setBadge] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const only = supervisors.length === 1 ? supervisors[0]?.personId : undefined;
  const named = personId ?? only ?? null;
  useScans(
    (scan) => {
      if (/PB-WHO-/i.test(scan.code)) setBadge(scan.code);
      return true;
    },
    { isGate: true },
  );
  async function go(pin: string): Promise<void> {
    const by = badge !== null ? { badge } : named !== null ? { personId: named } : {};
    const granted = await grant.send({ ...blocked, ...by, reason, pin, requestId: newRequestId() });
    if (granted) onGranted();
  }
  const hasNobody = people.value !== undefined && supervisors.length === 0;
  return (
    <Modal opened onClose={onClose} centered size="auto" title={t('override.title')}>
      <div className={styles.dialog}>
        <div className={styles.words}>
          <p className={styles.sentence}>{sentence}</p>
          <p>{t(hasNobody ? 'override.no-supervisor' : 'override.what')}</p>
          {!hasNobody && (
            <>
              <Select
                label={t('override.who')}
                allowDeselect={false}
                disabled={badge !== null}
                data={supervisors.map((person) => ({ value: person.personId, label: person.name }))}
                value={named}
                onChange={setPersonId}
              />
              {badge !== null && <p>{t('override.badge-read')}</p>}
              <TextInput
                data-autofocus
                size="lg"
                label={t('override.reason')}
                placeholder={t('override.reason-hint')}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </>
          )}
          <RefusalBar refusal={grant.refusal} />
        </div>
        {!hasNobody && (
          <PinPad
            label={t('people.pin')}
            isPending={grant.isPending || reason.trim().length < 2}
            onPin={(pin) => void go(pin)}
          />
        )}
      </div>
    </Modal>
  );
}
