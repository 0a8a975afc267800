// The compliance room: how the day stands, service templates, tickets and fees, the platform's numbers.

import { useCallback } from 'react';
import { useStationStore } from '../frame/station-store.ts';
import { useOpening } from '../frame/use-opening.ts';
import { Tabs } from '../parts/tabs.tsx';
import { useText } from '../text/text.ts';
import styles from './compliance.module.css';
import { complianceParts, showCompliance, useCompliance } from './compliance-store.ts';
import { RatioPart } from './ratio-part.tsx';
import { TemplatesPart } from './templates-part.tsx';
import { TermsPart } from './terms-part.tsx';
import { TicketsPart } from './tickets-part.tsx';

const parts = { ratio: RatioPart, templates: TemplatesPart, tickets: TicketsPart, terms: TermsPart } as const;

export function ComplianceScreen() {
  const { t } = useText();
  const { part, shopId } = useCompliance();
  const shops = useStationStore((state) => state.station?.shops ?? []).filter(
    (shop) => shop.market === 'douyin',
  );
  useOpening(
    'compliance',
    useCallback((what) => {
      const asked = complianceParts.find((each) => each === what.part);
      useCompliance.setState({ part: asked ?? 'ratio', ...(what.shopId ? { shopId: what.shopId } : {}) });
    }, []),
  );
  const Part = parts[part];
  return (
    <div className={styles.room}>
      <header className={styles.head}>
        <h1>{t('room.compliance')}</h1>
        <Tabs
          label={t('room.compliance')}
          present={part}
          onShow={showCompliance}
          tabs={complianceParts.map((each) => ({ part: each, words: t(`compliance.part.${each}`) }))}
        />
        {shops.length > 1 && (
          <select
            className={styles.shops}
            aria-label={t('compliance.shop')}
            value={shopId ?? shops[0]?.shopId}
            onChange={(event) => useCompliance.setState({ shopId: event.target.value })}
          >
            {shops.map((shop) => (
              <option key={shop.shopId} value={shop.shopId}>
                {shop.name}
              </option>
            ))}
          </select>
        )}
      </header>
      <div className={styles.body}>
        <Part />
      </div>
    </div>
  );
}
