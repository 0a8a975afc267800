// The plan of the warehouse: drawn from the goods list in one click, put right by dragging or by numbers, saved. Bins that do not fit
// are listed with the reason and placed by hand. The way of a cart is shown on it.

import { Button, NumberInput, Select } from '@mantine/core';
import { IconBarrierBlock, IconDeviceFloppy, IconRuler2, IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import type { ShopId } from '../../main/basics/ids.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ask, type Refused, type RequestAnswer } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import { sayMetres } from './cart-words.ts';
import { LayoutFields } from './layout-fields.tsx';
import styles from './warehouse.module.css';
import { WarehousePicture } from './warehouse-picture.tsx';
import { type Layout, useWaves } from './waves-store.ts';

type BinsOnPlan = NonNullable<RequestAnswer<'warehouse.view'>['bins']>;

/** The station's warehouse; or, one by one, those of shops whose goods lie in a warehouse of their own. */
export function WarehouseBoard() {
  const [shopId, setShopId] = useState<ShopId | null>(null);
  return <OneWarehouse key={shopId ?? ''} shopId={shopId} onShop={setShopId} />;
}

function OneWarehouse({
  shopId,
  onShop,
}: {
  readonly shopId: ShopId | null;
  readonly onShop: (shopId: ShopId | null) => void;
}) {
  const { t } = useText();
  const saved = useAnswer('warehouse.view', { shopId }, { refreshOn: ['warehouse.changed'] });
  const save = useAsk('warehouse.save');
  const remove = useAsk('warehouse.remove');
  const [edited, setEdited] = useState<Layout | null>(null);
  const [drawnBins, setDrawnBins] = useState<BinsOnPlan | null>(null);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const [isShutting, setIsShutting] = useState(false);
  const layout = edited ?? saved.value?.layout ?? null;
  const bins = drawnBins ?? saved.value?.bins ?? null;
  const way = useWay(layout);

  async function draw(pattern?: string): Promise<void> {
    const reply = await ask('warehouse.draw', pattern ? { pattern } : {});
    setRefusal(reply.ok ? null : reply.refusal);
    if (!reply.ok) return;
    setEdited(reply.value.layout);
    setDrawnBins(reply.value.bins);
  }
  async function saveNow(): Promise<void> {
    if (!edited) return;
    setRefusal(null);
    if (!(await save.send({ shopId, layout: edited, requestId: newRequestId() }))) return;
    setEdited(null);
    setDrawnBins(null);
    saved.reload();
  }

  if (!saved.value) {
    return saved.refusal ? <RefusalBar refusal={saved.refusal} /> : <Wait what={t('waves.reading')} />;
  }
  if (!layout) {
    return (
      <div className={styles.empty}>
        <ShopChoice shopId={shopId} onShop={onShop} />
        <EmptyList
          title={t('house.none')}
          picture={<IconRuler2 size={32} stroke={1.6} />}
          actions={
            <Button size="md" leftSection={<IconWand size={20} />} onClick={() => void draw()}>
              {t('house.draw')}
            </Button>
          }
        >
          {t('house.none-why')}
        </EmptyList>
        <RefusalBar refusal={refusal} />
      </div>
    );
  }
  return (
    <div className={styles.board}>
      <section className={styles.picture}>
        <header className={styles.pictureHead}>
          <ShopChoice shopId={shopId} onShop={onShop} />
          <WayChoice />
          <Button
            variant={isShutting ? 'filled' : 'default'}
            leftSection={<IconBarrierBlock size={18} />}
            aria-pressed={isShutting}
            onClick={() => setIsShutting(!isShutting)}
          >
            {t(isShutting ? 'house.shut-done' : 'house.shut-ways')}
          </Button>
          {way && (
            <p>
              {t('house.way', { metres: sayMetres(way.lengthMetres), text: sayMetres(way.textMetres) })}{' '}
              {way.isProvenShortest && t('group.proven')}
            </p>
          )}
        </header>
        <WarehousePicture
          layout={layout}
          perAisle={bins?.perAisle ?? []}
          path={way?.path ?? []}
          isShutting={isShutting}
          onChange={setEdited}
        />
        <p className={styles.legend}>{t(isShutting ? 'house.shut-legend' : 'house.legend')}</p>
      </section>
      <aside className={styles.side}>
        {shopId !== null && !saved.value.isOwn && (
          <NoticeBar tone="say">{t('house.goes-by-station')}</NoticeBar>
        )}
        {layout.depot.isAssumed && <NoticeBar tone="say">{t('house.depot-assumed')}</NoticeBar>}
        <RefusalBar refusal={refusal ?? save.refusal ?? remove.refusal} />
        <LayoutFields layout={layout} onChange={setEdited} onDraw={(pattern) => void draw(pattern)} />
        {bins && (
          <Unplaced
            bins={bins}
            layout={layout}
            onPlace={(binCode, aisle, bay) =>
              setEdited({ ...layout, placedBins: { ...layout.placedBins, [binCode]: { aisle, bay } } })
            }
          />
        )}
        <footer className={styles.foot}>
          <Button
            size="md"
            leftSection={<IconDeviceFloppy size={20} />}
            disabled={!edited}
            loading={save.isPending}
            onClick={() => void saveNow()}
          >
            {t('house.save')}
          </Button>
          {edited ? (
            <Button
              size="md"
              variant="default"
              onClick={() => {
                setEdited(null);
                setDrawnBins(null);
              }}
            >
              {t('house.drop')}
            </Button>
          ) : (
            <Button
              size="md"
              variant="subtle"
              disabled={!saved.value.isOwn}
              onClick={async () => {
                if (await remove.send({ shopId, requestId: newRequestId() })) saved.reload();
              }}
            >
              {t('house.remove')}
            </Button>
          )}
        </footer>
      </aside>
    </div>
  );
}

function ShopChoice({
  shopId,
  onShop,
}: {
  readonly shopId: ShopId | null;
  readonly onShop: (shopId: ShopId | null) => void;
}) {
  const { t } = useText();
  const shops = useAnswer('shops.list', {}).value ?? [];
  if (shops.length < 2) return null;
  return (
    <Select
      aria-label={t('house.whose')}
      value={shopId ?? ''}
      allowDeselect={false}
      data={[
        { value: '', label: t('group.whole-station') },
        ...shops.map((shop) => ({ value: shop.shopId as string, label: shop.name })),
      ]}
      onChange={(value) => onShop(value ? (value as ShopId) : null /* one of the list */)}
    />
  );
}

/** The way of the cart that was asked for, by the plan that is on screen. */
function useWay(layout: Layout | null) {
  const asked = useWaves((state) => state.way);
  const list = useAnswer('waves.pickingList', asked && { waveId: asked.waveId, cartNo: asked.cartNo });
  const binCodes = [...new Set((list.value?.lines ?? []).flatMap((line) => line.binCode ?? []))];
  const question = asked && layout && binCodes.length > 0 ? { binCodes, layout } : null;
  const walk = useAnswer('warehouse.walk', question);
  if (!question || !walk.value?.walk) return null;
  return { ...walk.value.walk, textMetres: walk.value.textMetres ?? 0 };
}

function WayChoice() {
  const { t } = useText();
  const way = useWaves((state) => state.way);
  const waves = useAnswer('waves.list', { limit: 20 }, { refreshOn: ['waves.changed'] });
  const shown = (waves.value ?? []).filter(
    (wave) => wave.state === 'released' || wave.waveId === way?.waveId,
  );
  return (
    <Select
      aria-label={t('house.whose-way')}
      placeholder={t('house.whose-way')}
      clearable
      value={way ? `${way.waveId} ${way.cartNo}` : null}
      data={shown.flatMap((wave) =>
        Array.from({ length: Math.min(60, wave.cartCount) }, (_, index) => ({
          value: `${wave.waveId} ${index + 1}`,
          label: `${wave.name} · ${t('walk.cart', { number: index + 1 })}`,
        })),
      )}
      onChange={(value) => {
        const wave = shown.find((each) => value?.startsWith(`${each.waveId} `));
        const cartNo = Number(value?.split(' ')[1]);
        useWaves.setState({ way: wave ? { waveId: wave.waveId, cartNo } : null });
      }}
    />
  );
}

const mostShown = 200;

function Unplaced({
  bins,
  layout,
  onPlace,
}: {
  readonly bins: BinsOnPlan;
  readonly layout: Layout;
  readonly onPlace: (binCode: string, aisle: string, bay: number) => void;
}) {
  const { t } = useText();
  const [open, setOpen] = useState<string | null>(null);
  const left = bins.unplaced.filter((bin) => layout.placedBins[bin.binCode] === undefined);
  return (
    <section className={styles.unplaced}>
      <h3>{t('house.bins', { placed: bins.placed, total: bins.total })}</h3>
      {left.length === 0 && <p>{t('house.all-placed')}</p>}
      <ul>
        {left.slice(0, mostShown).map((bin) => (
          <li key={bin.binCode}>
            <button type="button" onClick={() => setOpen(open === bin.binCode ? null : bin.binCode)}>
              <code>{bin.binCode}</code>
              <span>{sayCode('warehouse.why', bin.why)}</span>
              <span>{t('house.skus', { count: bin.skus })}</span>
            </button>
            {open === bin.binCode && (
              <PlaceByHand
                layout={layout}
                onPlace={(aisle, bay) => {
                  onPlace(bin.binCode, aisle, bay);
                  setOpen(null);
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PlaceByHand({
  layout,
  onPlace,
}: {
  readonly layout: Layout;
  readonly onPlace: (aisle: string, bay: number) => void;
}) {
  const { t } = useText();
  const [aisle, setAisle] = useState(layout.aisles[0]?.faces[0] ?? '');
  const [bay, setBay] = useState(layout.blocks[0]?.fromBay ?? 1);
  return (
    <p className={styles.place}>
      <Select
        aria-label={t('house.aisle')}
        value={aisle}
        allowDeselect={false}
        data={layout.aisles.flatMap(({ faces }) => faces)}
        onChange={(value) => setAisle(value ?? aisle)}
      />
      <NumberInput
        aria-label={t('house.bay')}
        value={bay}
        min={0}
        allowDecimal={false}
        onChange={(value) => setBay(typeof value === 'number' ? value : bay)}
      />
      <Button onClick={() => onPlace(aisle, bay)}>{t('house.place')}</Button>
    </p>
  );
}
