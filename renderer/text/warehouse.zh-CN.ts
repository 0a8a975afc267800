// Every Chinese sentence about the plan of the warehouse.

export const warehouseZhCN = {
  'refusal.warehouse.no-bins': '商品资料里还没有库位。先导入带库位的商品表，再画仓库图。',
  'refusal.warehouse.pattern-unreadable':
    '库位写法“{{pattern}}”读不懂。写法里要有 {aisle}（巷道）和 {bay}（货位），例如 {aisle}-{bay}-{level}。',
  'refusal.warehouse.no-pattern': '{{count}} 个库位没有一个合得上写法，例如 {{example}}。改一下写法再画。',
  'refusal.warehouse.too-many-aisles':
    '按这个写法会画出 {{count}} 条巷道，最多 {{most}} 条。多半是写法不对：看看哪一段才是巷道。',
  'refusal.warehouse.aisle-twice': '巷道 {{aisle}} 在图上出现了两次，去掉一个。',
  'refusal.warehouse.aisles-same-place': '巷道 {{aisle}} 和 {{other}} 画在了同一处，把其中一条移开。',
  'refusal.warehouse.blocks-overlap':
    '从货位 {{bay}} 起的货位段和别的货位段重叠，或首尾颠倒。改一下起止货位。',
  'refusal.warehouse.barrier-nowhere': '有一处隔断不在任何巷道上，把它去掉。',
  'refusal.warehouse.no-length': '第 {{block}} 货位段没有长度。填上货位间距或巷口到货位的距离。',
  'refusal.warehouse.island': '{{count}} 条巷道走不到：{{aisles}}。打开一处隔断，或把它们从图上去掉。',
  'refusal.warehouse.shop-unknown': '没有这个店铺，重新选一个。',
  'audit.warehouse.saved': '保存了仓库图',
  'audit.warehouse.removed': '撤下了仓库图',
  'warehouse.why.not-like-pattern': '写法不一样',
  'warehouse.why.aisle-unknown': '图上没有这条巷道',
  'warehouse.why.bay-beyond': '货位超出巷道',
  'house.pairing': '货架面怎么共用巷道',
  'house.pairing.none': '一面一条',
  'house.pairing.first-with-second': '两面 1+2',
  'house.pairing.first-alone': '1 · 2+3',
} as const;
