// The plan in numbers: how bins are written, distances, the depot, each aisle, each block of bays.

import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconTrash, IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../text/text.ts';
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
  const change = (more: Partial<Layout>) => onChange({ ...layout, ...more });
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
      <SegmentedControl
        aria-label={t('house.bay-order')}
        value={layout.bayOrder}
        data={(['in-row', 'alternate'] as const).map((order) => ({
          value: order,
          label: t(`house.bay-order.${order}`),
        }))}
        onChange={(order) => change({ bayOrder: order === 'alternate' ? order : 'in-row' })}
      />
      <SegmentedControl
        aria-label={t('house.pairing')}
        value={pairingOf(layout)}
        data={pairings.map((pairing) => ({ value: pairing, label: t(`house.pairing.${pairing}`) }))}
        onChange={(chosen) => onChange(pairFaces(layout, pairings.find((one) => one === chosen) ?? 'none'))}
      />
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

const pairings = ['none', 'first-with-second', 'first-alone'] as const;
type Pairing = (typeof pairings)[number];

/** Which rack faces share a walkway now. */
function pairingOf({ aisles }: Layout): Pairing {
  if (aisles.every(({ faces }) => faces.length === 1)) return 'none';
  return aisles[0]?.faces.length === 2 ? 'first-with-second' : 'first-alone';
}

/** The same faces in other walkways, from the left; barriers belonged to the old ones. */
function pairFaces(layout: Layout, pairing: Pairing): Layout {
  const walkways: string[][] = [];
  for (const [index, face] of layout.aisles.flatMap(({ faces }) => faces).entries()) {
    const isSecond = pairing !== 'none' && index > 0 && index % 2 === (pairing === 'first-alone' ? 0 : 1);
    const last = walkways.at(-1);
    if (isSecond && last) last.push(face);
    else walkways.push([face]);
  }
  const first = layout.aisles[0]?.xMetres ?? 0;
  const gap = gapOf(layout);
  const aisles = walkways.map((faces, index) => ({ faces, xMetres: first + index * gap }));
  return { ...layout, aisles, barriers: [] };
}

/** A cross aisle in the middle of a block. */
function splitBlock(layout: Layout, index: number): Layout {
  const block = layout.blocks[index];
  if (!block) return layout;
  const middle = Math.floor((block.fromBay + block.toBay) / 2);
  const halves = [
    { ...block, toBay: middle },
    { ...block, fromBay: middle + 1 },
  ];
  return withBlocks(layout, layout.blocks.toSpliced(index, 1, ...halves));
}

/** The cross aisle before a block is taken away. */
function joinBlock(layout: Layout, index: number): Layout {
  const [before, block] = [layout.blocks[index - 1], layout.blocks[index]];
  if (!before || !block) return layout;
  return withBlocks(layout, layout.blocks.toSpliced(index - 1, 2, { ...before, toBay: block.toBay }));
}

/** The station lays the blocks out anew when it saves; until then the picture follows in the same way. */
function withBlocks(layout: Layout, blocks: Layout['blocks']): Layout {
  const crossAisles = [0];
  const laid = blocks.map((block) => {
    const step = (bay: number) => (layout.bayOrder === 'alternate' ? Math.ceil(bay / 2) : bay);
    const frontMetres = crossAisles.at(-1) ?? 0;
    const backMetres =
      frontMetres + 2 * layout.endMetres + (step(block.toBay) - step(block.fromBay)) * layout.bayMetres;
    crossAisles.push(backMetres);
    return { ...block, frontMetres, backMetres };
  });
  return { ...layout, blocks: laid, crossAisles, barriers: [] };
}

function gapOf({ aisles }: Layout): number {
  return Math.round(((aisles[1]?.xMetres ?? 3) - (aisles[0]?.xMetres ?? 0)) * 100) / 100;
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
