// The sheet over the room that asks a supervisor who only showed a badge for the PIN. In a file of its own: the first screen does
// without it.

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

export function DoorDialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal opened onClose={props.onClose} title={props.title} centered size="auto">
      {props.children}
    </Modal>
  );
}
