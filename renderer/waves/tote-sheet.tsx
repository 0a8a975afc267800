// The codes of the totes of a cart, to be printed once and stuck on: PB-T01 is tote 1.

import { useMemo } from 'react';
import paper from '../settings/paper.module.css';
import { CodeCard, Paper } from '../settings/paper.tsx';
import { useCodePictures } from '../settings/use-code-pictures.ts';
import { useText } from '../text/text.ts';

export function ToteSheet({ totes, onClose }: { readonly totes: number; readonly onClose: () => void }) {
  const { t } = useText();
  const codes = useMemo(
    () => Array.from({ length: totes }, (_, index) => `PB-T${String(index + 1).padStart(2, '0')}`),
    [totes],
  );
  const pictures = useCodePictures(codes);
  return (
    <Paper onClose={onClose}>
      <header>
        <h1>{t('group.tote-codes')}</h1>
        <p>{t('group.tote-codes-why')}</p>
      </header>
      <div className={paper.cards}>
        {codes.map((code, index) => (
          <CodeCard key={code} code={code} picture={pictures.get(code)} title={String(index + 1)} />
        ))}
      </div>
    </Paper>
  );
}
