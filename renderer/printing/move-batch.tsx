// The rest of a batch goes to another printer. When the old one may still hold labels, the person switches it off first: that is said
// until it is done.

import { Button, Menu } from '@mantine/core';
import { IconArrowsExchange, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { BigButton } from '../parts/big-button.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import { stateWord } from './printer-words.ts';
import type { BatchWithLabels, PrinterView } from './printing-store.ts';

export function MoveBatch(props: {
  readonly batch: BatchWithLabels;
  readonly printers: readonly PrinterView[];
}) {
  const { batch, printers } = props;
  const { t } = useText();
  const move = useAsk('batches.move');
  /** The old printer's name, until somebody has switched it off. */
  const [mayHold, setMayHold] = useState<string | null>(null);
  const others = printers.filter((printer) => printer.printerId !== batch.printerId);
  async function moveTo(printer: PrinterView): Promise<void> {
    const from = batch.printerName;
    const moved = await move.send({
      batchId: batch.batchId,
      printerId: printer.printerId,
      requestId: newRequestId(),
    });
    if (moved?.mayStillHold) setMayHold(from);
  }
  return (
    <>
      {others.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <span>
              <BigButton
                icon={<IconArrowsExchange size={28} />}
                isDisabled={move.isPending}
                onPress={() => move.forget()}
              >
                {t('printing.move')}
              </BigButton>
            </span>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((printer) => (
              <Menu.Item
                key={printer.printerId}
                leftSection={<IconPrinter size={20} />}
                onClick={() => void moveTo(printer)}
              >
                {printer.name} · {stateWord(printer.state, t)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <RefusalBar refusal={move.refusal} />
      {mayHold !== null && (
        <NoticeBar
          tone="stop"
          actions={
            <Button variant="default" onClick={() => setMayHold(null)}>
              {t('printing.switched-off')}
            </Button>
          }
        >
          {t('printing.may-hold', { name: mayHold })}
        </NoticeBar>
      )}
    </>
  );
}
