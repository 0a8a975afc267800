// Parcels that the platform left out of a bundle, each with its words.

import { CodeText } from '../parts/code-text.tsx';
import { Tone } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';
import styles from './first-mile.module.css';
import type { Bundle } from './first-mile.tsx';

export function LeftOut({ bundle }: { readonly bundle: Pick<Bundle, 'parcels'> }) {
  const { t } = useText();
  const leftOut = bundle.parcels.filter((parcel) => parcel.leftOut !== null);
  if (leftOut.length === 0) return null;
  return (
    <div className={styles.leftOut}>
      <Tone tone="ask">
        <b>{t('first-mile.left-out')}</b>
      </Tone>
      <p>{t('first-mile.left-out-do')}</p>
      <ul>
        {leftOut.map(({ parcelId, trackingNumber, leftOut: words }) => (
          <li key={parcelId}>
            <CodeText code={trackingNumber ?? parcelId} />
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
