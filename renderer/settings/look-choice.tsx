// The look as three small pictures and the machine's own choice.

import { IconDeviceDesktop } from '@tabler/icons-react';
import { useSetting } from '../frame/station-store.ts';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

const looks = ['system', 'light', 'dark', 'bright-hall'] as const;

export function LookChoice() {
  const { t } = useText();
  const present = useSetting('look.theme') ?? 'system';
  const save = useAsk('settings.set');
  return (
    <>
      <div className={styles.looks} role="radiogroup" aria-label={t('setting.look.theme')}>
        {looks.map((look) => (
          // biome-ignore lint/a11y/useSemanticElements: a picture to press, not a small circle
          <button
            type="button"
            role="radio"
            key={look}
            aria-checked={present === look}
            onClick={() => void save.send({ name: 'look.theme', value: look, requestId: newRequestId() })}
          >
            <span className={styles.lookPicture} data-picture={look}>
              {look === 'system' ? <IconDeviceDesktop size={32} stroke={1.5} /> : <LookPicture />}
            </span>
            {t(`setting.look.theme.${look}`)}
          </button>
        ))}
      </div>
      <RefusalBar refusal={save.refusal} />
    </>
  );
}

function LookPicture() {
  return (
    <>
      <i />
      <i />
      <i />
    </>
  );
}
