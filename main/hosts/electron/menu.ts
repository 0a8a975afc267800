// The desktop program's menu: what every system's menu has, and one more window.

import type { MenuItemConstructorOptions } from 'electron';

export function menuTemplate(
  platform: NodeJS.Platform,
  isChinese: boolean,
  openAnother: () => void,
): MenuItemConstructorOptions[] {
  const say = (zh: string, en: string) => (isChinese ? zh : en);
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: say('文件', 'File'),
      submenu: [
        { label: say('新窗口', 'New window'), accelerator: 'CmdOrCtrl+N', click: openAnother },
        { type: 'separator' },
        platform === 'darwin' ? { role: 'close' } : { role: 'quit', label: say('退出', 'Quit') },
      ],
    },
    {
      label: say('编辑', 'Edit'),
      submenu: [
        { role: 'undo', label: say('撤销', 'Undo') },
        { role: 'redo', label: say('重做', 'Redo') },
        { type: 'separator' },
        { role: 'cut', label: say('剪切', 'Cut') },
        { role: 'copy', label: say('复制', 'Copy') },
        { role: 'paste', label: say('粘贴', 'Paste') },
        { role: 'selectAll', label: say('全选', 'Select all') },
      ],
    },
    {
      label: say('显示', 'View'),
      submenu: [
        { role: 'resetZoom', label: say('实际大小', 'Actual size') },
        { role: 'zoomIn', label: say('放大', 'Zoom in') },
        { role: 'zoomOut', label: say('缩小', 'Zoom out') },
        { type: 'separator' },
        { role: 'togglefullscreen', label: say('全屏', 'Full screen') },
      ],
    },
  ];
}
