// 打印机的句子：型号说明、试打标签之后该做什么。zh-CN.ts 的一部分。

export const printersZhCN = {
  'refusal.printer.needs-no-test': '“{{name}}”是存图片的文件夹，不用试打。要设置真打印机，先添加它。',
  'refusal.label.off-head':
    '第 {{position}} 张的右边会打不到，没有发出。量一量打印头能打多宽，再试打一张改好。',

  'printer-preset.zpl-unknown':
    '不认识的 ZPL 打印机：按最保险的发，什么也不问它。哪里不对，试打一张就看得出。',
  'printer-preset.zebra-203': '斑马说明书写明的用法。联网型会报打了几张，老型号不报也能用。',
  'printer-preset.zebra-300':
    '斑马说明书写明的用法，300 点的打印头。宽度按 4 寸机型估计，试打标签的尺子会量准。',
  'printer-preset.honeywell-zpl':
    '按霍尼韦尔的 ZPL 仿真模式估计，没有看到原厂说明。先在打印机上打开 ZSim，再试打一张。',
  'printer-preset.tsc-203': '台半说明书写明的用法。打印头按 108 毫米机型估计，试打标签的尺子会量准。',
  'printer-preset.tsc-300': '台半说明书写明的用法，300 点的打印头。宽度是估计的，试打标签的尺子会量准。',
  'printer-preset.gprinter-tspl': '状态按佳博说明书读。浓度和速度是常用值，试打一张再调。',
  'printer-preset.xprinter-tspl':
    '别的软件这样用芯烨打印机，没有看到原厂说明。有的批次黑白相反，试打标签一看就知道。',
  'printer-preset.hprt-tspl': '别的软件这样用汉印打印机，没有看到原厂说明。浓度和黑白用试打标签核对。',
  'printer-preset.deli-tspl':
    '得力各型号不一样，这里的数都是估计，什么也不问它。先试打一张；打出一行行字母，就换一种语言。',
  'printer-preset.tspl-unknown':
    '不认识的 TSPL 打印机：数都是估计，什么也不问它。黑白相反是常有的事，试打一张就看得出。',
  'printer-preset.escpos-label': '爱普生说明书写明的用法，标签走纸。每张打完它自己会说。仿制机型不一定会说。',
  'printer-preset.escpos-80':
    '爱普生说明书写明的用法，80 毫米纸打 72 毫米宽。100 毫米的面单放不下，只打得了小标签。',
  'printer-preset.epl-lp28xx': '老款 LP 28xx 说明书写明的用法。它不回话，打没打出来要看。',
  'printer-preset.page': '交给系统的打印驱动，或存成图片、PDF。缩放要选“实际大小”，不然条码会变形。',

  'printer-grade.documented': '有说明书',
  'printer-grade.reported': '别的软件在用',
  'printer-grade.assumed': '估计值',

  'after-test.done': '装好了，可以打面单。',
  'after-test.print-again': '改好了。再试打一张，看看现在对不对。',
  'after-test.try-z64': '都对。再用压缩格式试打一张：打得出来，以后发得更快。',
  'after-test.choose-language': '它把图当成字打了：换一种语言，再试打一张。',
  'after-test.check-printer': '没有打出来。看看电源、纸、盖子；热敏纸装反了也是白的。',
};
