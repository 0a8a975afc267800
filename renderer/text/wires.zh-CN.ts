// The Chinese sentences of how printers are reached: cables, queues, folders, the print component, tickets. Part of zh-CN.ts.

export const wiresZhCN = {
  'printing.why.printer.not-a-device': '这个路径不是打印机，是文件或文件夹。重新选打印机。',
  'printing.why.printer.not-allowed': '系统不让用这台打印机。请管理员给这个账号打印权限。',
  'printing.why.printer.in-use': '别的程序正占着打印机。关掉那个程序再打。',
  'printing.why.printer.spooler-off': '系统的打印服务没有运行。启动打印服务，或重启电脑。',
  'printing.why.printer.queue-stopped': '系统里这台打印机的队列停着。在系统打印设置里恢复它。',
  'printing.why.printer.job-failed': '系统没打成这张就放弃了。看看打印机，再看系统打印设置里写了什么。',
  'printing.why.printer.job-cancelled': '有人在系统的打印队列里取消了这张。',
  'printing.why.printer.nonsense': '那边有回应，但不是打印机。核对地址和端口。',
  'printing.why.printer.other-system': '这种接法这台电脑的系统不支持。换一种接法。',
  'printing.why.component.not-running': '打印组件没有启动。打开打印组件再打。',
  'printing.why.component.no-answer': '打印组件没有回话。看看打印机，再看组件窗口里的任务。',
  'printing.why.component.nonsense': '组件那个端口上是别的程序。关掉它，再打开打印组件。',
  'printing.why.component.connection-lost': '和打印组件断开了。看看组件是不是关了。',
  'printing.why.component.closed': '打印时程序松开了打印组件。',
  'printing.why.component.too-old': '打印组件版本太旧。升级组件再打。',
  'printing.why.component.printer-unknown': '打印组件里没有这台打印机。在组件里看看名字，重新选。',
  'printing.why.component.refused-task': '打印组件没收这张面单。看看组件窗口里写了什么。',
  'printing.why.component.print-failed': '打印组件说这张没打成。看看打印机和出来的纸。',
  'printing.why.component.print-cancelled': '有人在打印组件里取消了这张。',
  'printing.why.component.label-unreadable': '这张面单不是平台给的，打印组件打不了。换一台打印机。',
} as const;
