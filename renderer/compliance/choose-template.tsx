// Which living template products are bound to.

import { useText } from '../text/text.ts';
import styles from './compliance.module.css';
import type { Template } from './compliance-store.ts';

export function ChooseTemplate({
  living,
  chosen,
  onChoose,
}: {
  readonly living: readonly Template[];
  readonly chosen: Template | undefined;
  readonly onChoose: (templateId: string) => void;
}) {
  const { t } = useText();
  return (
    <select
      className={styles.shops}
      aria-label={t('templates.bind-to')}
      value={chosen?.templateId}
      onChange={(event) => onChoose(event.target.value)}
    >
      {living.map(({ templateId, name }) => (
        <option key={templateId} value={templateId}>
          {name}
        </option>
      ))}
    </select>
  );
}
