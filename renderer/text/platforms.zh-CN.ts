// 平台那一头的话：连接店铺、授权、同步、连不上的原因。Part of zh-CN.ts.

export const platformsZhCN = {
  'connection.douyin': '直连抖店',
  'connection.tiktok': '直连 TikTok Shop',
  'setting.network.firstPullDays': '新接的店铺往回读多少天',
  'setting.network.firstPullDays.what': '刚接好的店铺第一次同步时，从多少天前改动过的订单读起。',
  'fault.platform.refused-us': '平台不接受：{{words}}（编号 {{logId}}）',
  'fault.platform.address-not-allowed':
    '这台电脑的网络地址不在应用的白名单里：请主账号在开放平台的应用里加上它，或改用固定地址的中转',
  'fault.platform.scope-missing': '授权里缺权限：{{words}}。请主账号重新授权并勾上订单、履约和售后',
  'fault.platform.gibberish':
    '平台回的话看不懂（开头是「{{begins}}」）：打包台稍后再问；一直这样就看看网络前面有没有登录页',
  'fault.platform.too-much': '平台回得太长，打包台没有读完：请把这条告诉我们',
  'fault.platform.redirected': '有人要把打包台引到 {{to}}：没有跟去。请检查接口地址和公司网络',
  'fault.platform.certificate':
    '平台的证书没人担保（{{reason}}）：没有发送。请检查电脑时间、公司代理和接口地址',
  'fault.platform.address': '接口地址不能用：{{address}}。要以 https 开头',
  'fault.platform.busy': '平台太忙：打包台放慢，稍后自动再试',
  'fault.platform.re-authorise': '店铺的授权到期了：请主账号到“设置 › 店铺”重新授权',
  'fault.platform.not-linked': '这个店铺还没有接好：到“设置 › 店铺”填写应用信息',
  'fault.platform.no-secret': '缺应用密钥：到“设置 › 店铺”填写',
  'fault.platform.relay-refused': '签名中转不给签名（{{status}}）：请检查中转地址和它的密钥',
  'fault.platform.code-refused':
    '授权码没有被接受：{{words}}。授权码只能用一次而且很快过期，请重新授权取一个',
  'audit.shop.relinked': '改了店铺的账号资料',
  'audit.shop.authorised': '给店铺做了授权',
  'needs.cancellations': '{{count}} 个买家要取消',
  'needs.cancellations-why': '到时间没有答复，平台会自己定。',
  'needs.cancellations-do': '去答复',
  'refusal.cancellation.unknown': '没有这个取消申请（{{cancelId}}）：可能买家已经撤回',
  'refusal.cancellation.not-asked': '这个取消申请已经答复过了',
  'refusal.cancellation.reason-needed': '拒绝要选一个平台给的理由',
  'audit.cancellation.accepted': '同意了买家取消',
  'audit.cancellation.refused': '拒绝了买家取消',
  'refusal.shop.not-over-network': '{{name}} 不是直连店铺，没有账号可接',
  'refusal.shop.address-refused': '接口地址不能用：{{address}}。要以 https 开头',
} as const;
