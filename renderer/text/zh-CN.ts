// Every sentence in Chinese. Short and concrete: the thing first, then what to do. No codes, no blame. Keys in groups, one group a place.

export const zhCN = {
  // --- the frame ---------------------------------------------------------------------------------------------------
  'app.name': 'Parcelbench 打包台',
  'room.today': '今日',
  'room.orders': '订单',
  'room.waves': '波次',
  'room.bench': '打包台',
  'room.printing': '打印',
  'room.shipping': '发货',
  'room.settings': '设置',

  'refusal.unknown': '这一步没有做成（编号 {{code}}）。请再试一次；还不行就把编号告诉技术支持。',
  'refusal.bug': '程序自己出了问题，编号 {{reference}}。数据没有丢；请再试一次，还不行就把编号告诉技术支持。',
  'refusal.station.unreachable': '工作站没有回应。程序会自己重连；一分钟后还没好，请关掉窗口重新打开。',
  'refusal.station.read-only':
    '这个窗口只能查看：另一个工作站正在使用同一份数据。请到那台上操作，或先把它关掉。',
  'refusal.request.unknown': '这个版本还不会做这件事（{{name}}）。请重启程序，让窗口和工作站版本一致。',
  'refusal.request.not-allowed': '这一步需要主管来做。请让主管刷工牌。',
  'refusal.request.malformed': '填写的内容不完整（{{field}}）。请检查后再试。',
  'refusal.setting.unknown': '没有这项设置。请重启程序后再试。',
  'refusal.setting.out-of-range': '这个值超出范围，设置没有改。请填一个允许范围内的值。',

  // --- times, tags and things to do ---
  'due.just-over': '刚刚超时',
  'due.under-a-minute': '不到 1 分钟',
  'due.in-minutes': '剩 {{count}} 分钟',
  'due.in-hours': '剩 {{count}} 小时',
  'due.in-days': '剩 {{count}} 天',
  'due.over-minutes': '已超 {{count}} 分钟',
  'due.over-hours': '已超 {{count}} 小时',
  'due.over-days': '已超 {{count}} 天',
  'when.today': '今天 {{time}}',
  'when.yesterday': '昨天 {{time}}',
  'when.tomorrow': '明天 {{time}}',
  'tag.door': '送货上门',
  'tag.door-look': '像上门，请看',
  'do.cancel': '取消',
  'do.close': '关闭',
  'do.back': '返回',
  'do.retry': '再试一次',
  'do.save': '保存',
  'do.understood': '知道了',
  'do.open': '打开',
  'do.print': '打印',
} as const;
