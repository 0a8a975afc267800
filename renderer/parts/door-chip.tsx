// The door tag as a solid chip, so that nobody overlooks it; a tag that only reads like one is outlined and asks for a look.

import type { DoorTag } from '../../main/platforms/incoming-order.ts';
import { useText } from '../text/text.ts';
import styles from './parts.module.css';

export function DoorChip({ tag }: { readonly tag: DoorTag }) {
  const { t } = useText();
  if (tag !== 'tagged' && tag !== 'look') return null;
  return (
    <span className={styles.door} data-tag={tag}>
      {t(tag === 'tagged' ? 'tag.door' : 'tag.door-look')}
    </span>
  );
}
