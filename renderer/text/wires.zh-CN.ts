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
} as const;
