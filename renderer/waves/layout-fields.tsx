// The plan in numbers: how bins are written, distances, the depot, each aisle, each block of bays.

import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconTrash, IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../text/text.ts';
import { gapOf, joinBlock, layAgain, pairFaces, pairingOf, pairings, splitBlock } from './edit-layout.ts';
import styles from './warehouse.module.css';
import type { Layout } from './waves-store.ts';

export function LayoutFields({
  layout,
  onChange,
  onDraw,
}: {
  readonly layout: Layout;
  readonly onChange: (layout: Layout) => void;
  readonly onDraw: (pattern: string) => void;
}) {
  const { t } = useText();
  const [pattern, setPattern] = useState(layout.pattern);
  const change = (more: Partial<Layout>) => onChange(layAgain({ ...layout, ...more }));
  const { depot } = layout;
  return (
    <>
      <div className={styles.pattern}>
        <TextInput
          label={t('house.pattern')}
          value={pattern}
          onChange={(event) => setPattern(event.currentTarget.value)}
        />
        <Button variant="default" leftSection={<IconWand size={18} />} onClick={() => onDraw(pattern)}>
          {t('house.draw-again')}
        </Button>
      </div>
      <div className={styles.choice}>
        <p aria-hidden="true">{t('house.bay-order')}</p>
        <SegmentedControl
          aria-label={t('house.bay-order')}
          value={layout.bayOrder}
          data={(['in-row', 'alternate'] as const).map((order) => ({
            value: order,
            label: t(`house.bay-order.${order}`),
          }))}
          onChange={(order) => change({ bayOrder: order === 'alternate' ? order : 'in-row' })}
        />
      </div>
      <div className={styles.choice}>
        <p aria-hidden="true">{t('house.pairing')}</p>
        <SegmentedControl
          aria-label={t('house.pairing')}
          value={pairingOf(layout)}
          data={pairings.map((pairing) => ({ value: pairing, label: t(`house.pairing.${pairing}`) }))}
          onChange={(chosen) => onChange(pairFaces(layout, pairings.find((one) => one === chosen) ?? 'none'))}
        />
      </div>
      <div className={styles.fields}>
        <Metres
          label={t('house.bay-metres')}
          value={layout.bayMetres}
          onChange={(bayMetres) => change({ bayMetres })}
        />
        <Metres
          label={t('house.end-metres')}
          value={layout.endMetres}
          onChange={(endMetres) => change({ endMetres })}
        />
        <Metres
          label={t('house.aisle-metres')}
          value={gapOf(layout)}
          onChange={(gap) =>
            change({
              aisles: layout.aisles.map((aisle, index) => ({
                ...aisle,
                xMetres: (layout.aisles[0]?.xMetres ?? 0) + index * gap,
              })),
            })
          }
        />
        <Metres
          label={t('house.depot-x')}
          value={depot.xMetres}
          isAny
          onChange={(xMetres) => change({ depot: { ...depot, xMetres, isAssumed: false } })}
        />
        <Metres
          label={t('house.depot-y')}
          value={depot.yMetres}
          isAny
          onChange={(yMetres) => change({ depot: { ...depot, yMetres, isAssumed: false } })}
        />
      </div>
      <section className={styles.blocks}>
        <h3>{t('house.blocks')}</h3>
        {layout.blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place; its bays are what is edited
          <p key={`${index} ${layout.blocks.length}`}>
            <Bay
              label={t('house.from-bay')}
              value={block.fromBay}
              onChange={(fromBay) =>
                change({
                  blocks: layout.blocks.map((each, at) => (at === index ? { ...each, fromBay } : each)),
                })
              }
            />
            <Bay
              label={t('house.to-bay')}
              value={block.toBay}
              onChange={(toBay) =>
                change({
                  blocks: layout.blocks.map((each, at) => (at === index ? { ...each, toBay } : each)),
                })
              }
            />
            <Button
              variant="subtle"
              aria-label={t('house.split-block')}
              title={t('house.split-block')}
              disabled={block.toBay <= block.fromBay}
              onClick={() => onChange(splitBlock(layout, index))}
            >
              <IconPlus size={18} />
            </Button>
            <Button
              variant="subtle"
              aria-label={t('house.join-block')}
              title={t('house.join-block')}
              disabled={index === 0}
              onClick={() => onChange(joinBlock(layout, index))}
            >
              <IconTrash size={18} />
            </Button>
          </p>
        ))}
      </section>
    </>
  );
}

function Metres({
  label,
  value,
  isAny = false,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  /** Also nought, and before it. */
  readonly isAny?: boolean;
  readonly onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      label={label}
      value={value}
      step={0.5}
      decimalScale={2}
      {...(isAny ? {} : { min: 0.05 })}
      suffix=" m"
      onChange={(next) => {
        if (typeof next === 'number' && (isAny || next > 0)) onChange(next);
      }}
    />
  );
}

function Bay({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      label={label}
      value={value}
      min={0}
      allowDecimal={false}
      onChange={(next) => {
        if (typeof next === 'number') onChange(next);
      }}
    />
  );
}
