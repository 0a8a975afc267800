// The Chinese sentences about platform labels, layouts, label history and rolls. Part of zh-CN.ts.

export const labelPageZhCN = {
  'refusal.document.empty': '这个文件是空的：从平台重新下载面单再添加',
  'refusal.document.unknown-format': '这个文件不是 PDF 也不是 PNG：从平台下载 PDF 面单再添加',
  'refusal.document.damaged': '面单文件不完整，或者坏了：从平台重新下载再添加',
  'refusal.document.locked': '面单文件有密码，打不开：从平台下载不带密码的再添加',
  'refusal.document.too-slow': '这个文件一直画不出来：从平台重新下载，或换成 PNG 再添加',
  'refusal.document.font-missing':
    '面单里的“{{character}}”没有带字体，打出来会缺字：在平台下载图片（PNG）再添加',
  'refusal.document.too-large': '文件超过 {{most}} MB，不像一张面单：核对后重新下载',
  'refusal.document.too-many-pages':
    '文件有 {{pages}} 页，一张面单最多 {{most}} 页：在平台按一个包裹一个文件下载',
  'refusal.document.page-size':
    '页面是 {{page}}，面单纸是 {{paper}}，缩放会让条码扫不出来：在平台选 A6 或 100 × 150 再下载',
  'refusal.document.page-rotated': '页面横过来了（{{page}}，面单纸是 {{paper}}）：在平台选竖版再下载',
  'refusal.document.margin-inked': '页面比面单纸大，边上印着内容，裁掉会缺：在平台选 100 × 150 再下载',
  'refusal.document.other-resolution':
    '这张图片是给 {{made}} dpi 打印机的，这台是 {{printer}} dpi，缩放会让条码扫不出来：改用 PDF，或换一台打印机',
  'refusal.document.unreadable': '页面上扫不出条码，对不上运单号 {{trackingNumber}}：从平台重新下载再添加',
  'refusal.document.other-parcel':
    '这是别的包裹的面单（{{codes}}），不是 {{trackingNumber}}：找到对的文件再添加，不要贴错',
  'refusal.document.nobodys': '没有包裹的运单号与它相同（{{codes}}）：先取号，或指定包裹再添加',
  'refusal.document.missing': '包裹 {{parcelId}} 必须用平台的面单，本机还没有：联网取回，或从平台下载后添加',
  'refusal.document.none': '包裹 {{parcelId}} 没有平台面单，不用移除',
  'refusal.label.address-too-long':
    '收件信息有 {{characters}} 个字，缩到最小也放不下，截断会丢件：请买家改短地址，或用平台的面单',
  'refusal.layout.unknown': '没有名叫“{{layout}}”的版式：从列表里选一个',
  'audit.document.kept': '收下了 {{trackingNumber}} 的平台面单',
  'audit.document.forgotten': '移除了 {{trackingNumber}} 的平台面单',
  'audit.shop.labels-set': '改了店铺的面单样式：{{layout}}',
  'audit.roll.loaded': '装了一卷 {{count}} 张的面单纸',
  'audit.roll.ended': '面单纸用完，这一卷出了 {{count}} 张',
  'unit.mm': '毫米',
  'setting.printing.pageToleranceMm': '平台面单的页面可以差几毫米',
  'setting.printing.pageToleranceMm.what':
    '页面和面单纸相差在这以内就原样打印，只裁空白；差得更多会被拒绝，从不缩放。',
  'setting.printing.mostDocumentMegabytes': '平台面单文件最大几 MB',
  'setting.printing.mostDocumentMegabytes.what': '更大的文件不是一张面单，不会收下。',
  'setting.printing.keepDocumentsDays': '平台面单保留',
  'setting.printing.keepDocumentsDays.what':
    '包裹发走这么多天以后，本机加密保存的平台面单会被清掉；最晚和收件人信息一起清。',
};
