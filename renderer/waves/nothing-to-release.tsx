// No parcel is planned that no wave holds: what fills this list is planning.

import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { EmptyList } from '../parts/empty-list.tsx';
import { useText } from '../text/text.ts';
import { showPart } from './waves-store.ts';

export function NothingToRelease() {
  const { t } = useText();
  return (
    <EmptyList
      title={t('waves.nothing-to-release')}
      picture={<IconListDetails size={32} stroke={1.6} />}
      actions={<Button onClick={() => showPart('plan')}>{t('waves.go-plan')}</Button>}
    >
      {t('waves.nothing-to-release-why')}
    </EmptyList>
  );
}
