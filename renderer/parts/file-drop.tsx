// Files dropped anywhere on a room. While a file hangs over it, the whole room says what dropping would do.

import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import styles from './file-drop.module.css';

export function FileDrop({
  onFiles,
  words,
  children,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly words: string;
  readonly children: ReactNode;
}) {
  const [isOver, setIsOver] = useState(false);
  const depth = useRef(0);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the import button
    <div
      className={styles.drop}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setIsOver(true);
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setIsOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setIsOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && (
        <div className={styles.dropHere}>
          <IconFileImport size={64} stroke={1.4} />
          <b>{words}</b>
        </div>
      )}
    </div>
  );
}
