// How each shop's labels look: the layouts with their pictures, the goods list, and whether the platform's own label is a must.

import { SegmentedControl, Select, Switch } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestArgument } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { useText } from '../text/text.ts';
import { type GoodsListWish, goodsListWishes } from './goods-list.ts';
import { SamplePicture } from './label-picture.tsx';
import styles from './layouts.module.css';

export function LayoutsBoard() {
  const { t, language } = useText();
  const answer = useAnswer('labels.layouts', {}, { refreshOn: ['settings.changed', 'station.changed'] });
  const set = useAsk('labels.setShop');
  const [chosenId, setChosenId] = useState<string | null>(null);
  if (!answer.value) {
    return answer.refusal ? <RefusalBar refusal={answer.refusal} /> : <Wait what={t('layouts.reading')} />;
  }
  const { layouts, shops, problems } = answer.value;
  const shop = shops.find((each) => each.shopId === chosenId) ?? shops[0];
  const change = (what: Partial<RequestArgument<'labels.setShop'>>) => {
    if (shop)
      void set
        .send({ shopId: shop.shopId, ...what, requestId: newRequestId() })
        .then((changed) => changed && answer.reload());
  };
  return (
    <div className={styles.page}>
      {problems.map((problem) => (
        <NoticeBar key={JSON.stringify(problem)} tone="ask">
          {t('layouts.problem', { file: problem.file, problem: problem.problem })}
        </NoticeBar>
      ))}
      <RefusalBar refusal={set.refusal} />
      {!shop ? (
        <NoticeBar tone="quiet">{t('layouts.no-shop')}</NoticeBar>
      ) : (
        <>
          <div className={styles.shop}>
            {shops.length === 1 ? (
              <h2>{shop.name}</h2>
            ) : shops.length > 4 ? (
              <Select
                label={t('layouts.shop')}
                value={shop.shopId}
                onChange={setChosenId}
                data={shops.map((each) => ({ value: each.shopId, label: each.name }))}
              />
            ) : (
              <SegmentedControl
                size="md"
                aria-label={t('layouts.shop')}
                value={shop.shopId}
                onChange={setChosenId}
                data={shops.map((each) => ({ value: each.shopId, label: each.name }))}
              />
            )}
            <Select<GoodsListWish>
              label={t('layouts.goods-list')}
              value={shop.goodsList}
              onChange={(value) => value && change({ goodsList: value })}
              data={goodsListWishes.map((value) => ({ value, label: t(`layouts.goods-list.${value}`) }))}
            />
            <Switch
              label={t('layouts.needs-platform')}
              description={t('layouts.needs-platform.what')}
              checked={shop.needsPlatformLabel}
              onChange={(event) => change({ needsPlatformLabel: event.currentTarget.checked })}
            />
          </div>
          <ul className={styles.layouts}>
            {layouts
              .filter((layout) => layout.kind === 'label')
              .map((layout) => (
                <li key={layout.name}>
                  <button
                    type="button"
                    aria-pressed={layout.name === shop.layout}
                    onClick={() => change({ layout: layout.name })}
                  >
                    <span className={styles.title}>
                      <b>{layout.title[language]}</b>
                      {layout.name === shop.layout && <IconCircleCheckFilled size={22} aria-hidden="true" />}
                    </span>
                    <SamplePicture layout={layout.name} />
                    <small>
                      {t(
                        layout.goodsList === 'never'
                          ? 'layouts.without-list'
                          : layout.goodsList === 'always'
                            ? 'layouts.with-list'
                            : 'layouts.list-when-folded',
                      )}
                      {!layout.isBuiltIn && ` · ${t('layouts.own-file')}`}
                    </small>
                  </button>
                </li>
              ))}
          </ul>
        </>
      )}
    </div>
  );
}
