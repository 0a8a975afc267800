// 打印证据、打印机状态和恢复的句子。zh-CN.ts 的一部分。

export const spoolZhCN = {
  // --- 打印机说的状态：一个词，和该做什么 ---
  'printer.trouble': '要处理',
  'printer.silent': '没声音',
  'printing.printer.trouble': '要处理',
  'printing.printer.silent': '没声音',
  'printing.silent-what': '打印机不说话了。看看纸、碳带和盖子；弄好了它自己接着打。',
  'printing.trouble.paper-out': '没纸了。装上纸，它自己接着打。',
  'printing.trouble.paper-jam': '卡纸了。取出卡住的纸，它自己接着打。',
  'printing.trouble.ribbon-out': '碳带用完了。换上碳带，它自己接着打。',
  'printing.trouble.head-open': '盖子开着。合上打印头，它自己接着打。',
  'printing.trouble.paused': '打印机按了暂停。按打印机上的暂停键，接着打。',
  'printing.trouble.head-hot': '打印头太热。等它凉一会儿，自己接着打。',
  'printing.trouble.head-cold': '打印头太冷。等它暖一会儿，自己接着打。',
  'printing.trouble.cutter': '切刀卡住了。关掉打印机，清开切刀再打。',
  'printing.trouble.label-waiting': '出纸口有一张没取走。取走它，接着打。',
  'printing.trouble.memory': '打印机内存不够。关掉打印机再开。',
  'printing.trouble.paper-low': '纸快用完了，备一卷。',
  'printing.trouble.head-worn': '打印头磨损了，留意条码能不能扫。',
  'printing.trouble.offline': '打印机脱机了。按联机键，接着打。',
  'printing.trouble.other': '打印机报了故障。看看它的屏幕和灯。',
  // --- 为什么停下 ---
  'printing.why.printer.paper-out': '打印机没纸了。装上纸，再接着打。',
  'printing.why.printer.paper-jam': '打印机卡纸了。取出卡住的纸，再接着打。',
  'printing.why.printer.ribbon-out': '碳带用完了。换上碳带，再接着打。',
  'printing.why.printer.head-open': '打印机盖子开着。合上打印头，再接着打。',
  'printing.why.printer.paused': '打印机按了暂停。按打印机上的暂停键，再接着打。',
  'printing.why.printer.head-hot': '打印头太热。凉一会儿，再接着打。',
  'printing.why.printer.head-cold': '打印头太冷。暖一会儿，再接着打。',
  'printing.why.printer.cutter': '切刀卡住了。清开切刀，再接着打。',
  'printing.why.printer.label-waiting': '出纸口有一张没取走。取走它，再接着打。',
  'printing.why.printer.memory': '打印机内存不够。关掉再开，再接着打。',
  'printing.why.printer.offline': '打印机脱机了。按联机键，再接着打。',
  'printing.why.printer.other': '打印机报了故障。看看它的屏幕和灯，再接着打。',
  'printing.why.printer.silent': '打印机一直不说话。看看纸、碳带、盖子和电源。',
  'printing.why.printer.was-silent': '打印机有一阵没声音，可能断过电。看看哪一张是最后出来的。',
  'printing.why.printer.was-interrupted': '打印途中停过，正在打的那张可能坏了。看看哪一张是最后完整出来的。',
  'printing.why.printer.fewer-printed': '打印机停下了，出来的比发给它的少。看看哪一张是最后出来的。',
  'printing.why.printer.busy-elsewhere': '打印机一直在忙别的。等它停下，再接着打。',
  'printing.why.printer.speaks-otherwise': '打印机听不懂我们的问话。核对它的打印语言，或关掉状态询问。',
  'printing.why.printer.may-hold': '打印机里可能还留着没打的面单。关掉打印机再开，然后接着打。',
  // --- 证据 ---
  'printing.evidence.spooler': '系统打印队列收下了，出没出来要看一眼',
  'printing.maybe-twice': '这张可能出来两次：打印机自己补打了被打断的那张。撕坏的那张扔掉。',
  'printing.unconfirmed': '{{count}} 张没人确认。扫一下最后出来的那张。',
  // --- 换打印机 ---
  'refusal.batch.not-movable': '批次 {{batchNo}} 正在打，先暂停，再换打印机。',
  'refusal.batch.unconfirmed':
    '批次 {{batchNo}} 打到第 {{position}} 张，还没人确认。先扫最后出来的那张，再换打印机。',
  'refusal.label.reprint-needs-supervisor': '这张已经补打过 {{count}} 次。再补打要主管来。',
  // --- 设置 ---
  'setting.printing.reprintsAlone': '自己能补打几次',
  'setting.printing.reprintsAlone.what': '同一个包裹补打超过这个次数，要主管来。',
  'setting.printing.watchSeconds': '空闲时看打印机',
  'setting.printing.watchSeconds.what':
    '没有打印时，每隔这么多秒问一次打印机有没有纸、盖子合没合。只问答过话的打印机；0 表示不问。',
} as const;
