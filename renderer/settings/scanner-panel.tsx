// The health of the scanner: what is missing, its last scans with the gap between keys, and the two sheets to print.

import { Button } from '@mantine/core';
import { IconBarcode, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { Tone, type ToneName } from '../parts/tone.tsx';
import { Time } from '../parts/when.tsx';
import { presentScanRules } from '../scanning/capture-scans.ts';
import {
  diagnoseScanner,
  type ScanFinding,
  type SeenScan,
  useScanHealthStore,
} from '../scanning/scan-health.ts';
import { playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { ActionSheet } from './action-sheet.tsx';
import { SetUpSheet } from './set-up-sheet.tsx';
import styles from './settings.module.css';

const findingTones: Readonly<Record<ScanFinding, ToneName>> = {
  'no-scans': 'quiet',
  'no-suffix': 'ask',
  'no-prefix': 'ask',
  slow: 'ask',
  'input-method': 'ask',
  'near-miss': 'ask',
  fine: 'ok',
};

export function ScannerPanel() {
  const { t } = useText();
  const { scans, nearMisses } = useScanHealthStore();
  const [sheet, setSheet] = useState<'set-up' | 'actions' | null>(null);
  const findings = diagnoseScanner(scans, nearMisses, presentScanRules());
  // Here a scan only shows itself: this is the place to try a scanner out.
  useScans(() => {
    playSignal('ok');
    return true;
  });

  return (
    <div className={styles.card}>
      <div className={styles.findings}>
        {findings.map((finding) => (
          <div key={finding} data-finding={finding}>
            <Tone tone={findingTones[finding]} size={22}>
              {t(`scanner.${finding}`)}
            </Tone>
            <p>{t(`scanner.${finding}.do`)}</p>
          </div>
        ))}
        <div className={styles.sheets}>
          <Button
            variant="default"
            leftSection={<IconBarcode size={18} />}
            onClick={() => setSheet('set-up')}
          >
            {t('scanner.set-up-sheet')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} />}
            onClick={() => setSheet('actions')}
          >
            {t('scanner.action-sheet')}
          </Button>
        </div>
      </div>
      {scans.length === 0 ? (
        <EmptyList title={t('scanner.none')} picture={<IconBarcode size={32} stroke={1.5} />}>
          {t('scanner.none-why')}
        </EmptyList>
      ) : (
        <table className={styles.scans}>
          <thead>
            <tr>
              <th>{t('scanner.when')}</th>
              <th>{t('scanner.code')}</th>
              <th>{t('scanner.gaps')}</th>
              <th>{t('scanner.mean-worst')}</th>
              <th>{t('scanner.ended-by')}</th>
            </tr>
          </thead>
          <tbody>
            {scans.map((scan) => (
              <tr key={scan.id}>
                <td>
                  <Time at={scan.at} />
                </td>
                <td>
                  <CodeText code={scan.code.length > 32 ? `${scan.code.slice(0, 32)}…` : scan.code} />
                </td>
                <td>
                  <Gaps scan={scan} />
                </td>
                <td>
                  {t('scanner.ms', { mean: Math.round(scan.meanGapMs), worst: Math.round(scan.worstGapMs) })}
                </td>
                <td>{t(`scanner.by.${scan.endedBy}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sheet === 'set-up' && <SetUpSheet onClose={() => setSheet(null)} />}
      {sheet === 'actions' && <ActionSheet onClose={() => setSheet(null)} />}
    </div>
  );
}

/** The gaps as small bars against the limit: a glance tells an even scanner from a stuttering one. */
function Gaps({ scan }: { readonly scan: SeenScan }) {
  const limit = presentScanRules().worstGapMs;
  const gaps = scan.gaps.slice(0, 24);
  return (
    <svg width={24 * 5} height={20} aria-hidden className={styles.gaps}>
      <line x1={0} x2={120} y1={2} y2={2} />
      {gaps.map((gap, index) => {
        const height = Math.max(1, Math.min(1, gap / limit) * 18);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place of a gap is all it has
          <rect key={index} x={index * 5} width={3} y={20 - height} height={height} data-over={gap > limit} />
        );
      })}
    </svg>
  );
}
