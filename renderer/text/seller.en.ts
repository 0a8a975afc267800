// The English sentences of orders nobody could read, the seller's own cancellations, numbers put right, and first-mile bundles. Part of en.ts.

import type { sellerZhCN } from './seller.zh-CN.ts';

export const sellerEn: Record<keyof typeof sellerZhCN, string> = {
  'needs.unread-orders': '{{count}} {{count, plural(one: order; other: orders)}} could not be read',
  'needs.unread-orders-why':
    'The platform told them, but not in a way the station understands: they go into no parcel. Look at them in the back office.',
  'needs.unread-orders-do': 'Look',
  'needs.own-cancellations':
    '{{count}} {{count, plural(one: cancellation was; other: cancellations were)}} not taken',
  'needs.own-cancellations-why': 'The platform said no, and why. The order may be packed again.',
  'needs.own-cancellations-do': 'Look',
  'needs.first-mile': '{{count}} {{count, plural(one: bundle; other: bundles)}} nobody is sure of',
  'needs.first-mile-why':
    'The platform’s answer was lost. Look in its back office before anything is sent again.',
  'needs.first-mile-do': 'Look',

  'shipping.part.unread': 'Unread orders',
  'shipping.none.unread': 'Every order was read',
  'shipping.none-why.unread': 'An order that the station cannot understand is listed here until it can.',
  'unread.what':
    'The platform told these orders, but one field of each makes no sense here. They were not taken in, and nobody packs them.',
  'unread.number-unknown': 'Not even its number can be read',
  'unread.since': 'Since {{time}}',
  'unread.seen': 'still so {{time}}',
  'unread.place': 'The field: {{place}}',
  'unread.state': 'The platform’s state: {{words}}',
  'unread.never': 'The station has nothing of this order.',
  'unread.known': 'The station knows this order as it was before: do not pack it by that.',
  'unread.do':
    'Find it by its number in the platform’s back office, and print and ship it there; the urgent ones first.',
  'unread.do-number':
    'Look through the newest orders to ship in the back office: the one that is missing here is it.',
  'unread.tell': 'Tell us the field: with the next version it is read by itself and leaves this list.',
  'unread.open': 'As it was before',
  'unread.copy': 'Copy the number',
  'unread.copied': 'Copied',
  'unread.ask-again': 'Ask again',

  'hold.seller-cancels': 'We are cancelling',
  'hold.seller-cancels.do':
    'The shop cancels this order and the platform is being told. Do not pick, print or ship.',
  'rule.merge.hold.seller-cancels': 'We are cancelling {{orders}}: take it out and do not pack it',
  'waves.hold.seller-cancels': 'Order {{orderId}}: we are cancelling it; it is in no parcel.',
  'own-cancel.button': 'Cancel this order…',
  'own-cancel.title': 'Cancel {{orderId}}?',
  'own-cancel.what': 'The platform gives the buyer the money back. The order is gone and does not come back.',
  'own-cancel.stock':
    'When a seller cancels, the platform sets the stock of these goods to 0 and their listing goes down: nobody else can buy them. If you still have some, put the stock back in its back office afterwards.',
  'own-cancel.goods': 'Their stock becomes 0',
  'own-cancel.others': '{{count}} other open {{count, plural(one: order wants; other: orders want)}} it too',
  'own-cancel.instead':
    'If the buyer does not want it any more: ask the buyer to request it. Then the stock stays.',
  'own-cancel.why': 'The reason for the platform',
  'own-cancel.no-reasons': 'There is no reason to choose: enter the platform’s codes in Settings › Network.',
  'own-cancel.know': 'I know that the stock of these goods becomes 0',
  'own-cancel.do': 'Cancel the order',
  'own-cancel.back-office':
    'Orders of this shop are cancelled in the platform’s back office. With the next sync the order stops here by itself.',
  'own-cancel.reason.seller_cancel_reason_out_of_stock': 'Out of stock',
  'own-cancel.reason.seller_cancel_reason_wrong_price': 'The price was wrong',
  'own-cancel.reason.seller_cancel_paid_reason_buyer_requested_cancellation': 'The buyer wants it cancelled',
  'own-cancel.reason.seller_cancel_paid_reason_address_not_deliver': 'No carrier goes there',
  'own-cancel.list': 'Cancelled by us',
  'own-cancel.asked': '{{person}} decided {{time}}',
  'own-cancel.telling': 'The platform is being told',
  'own-cancel.telling-do':
    'The order has stopped and is not packed. It leaves this list when the platform confirms.',
  'own-cancel.refused': 'The platform did not cancel it',
  'own-cancel.refused-do': 'The order may be packed again. Read what the platform says before another try.',
  'own-cancel.take-back': 'Do not cancel',
  'own-cancel.put-away': 'Understood',
  'own-cancel.again': 'Try again…',
  'own-cancel.said.order-unknown': 'The platform has no such order',
  'own-cancel.said.buyer-asks':
    'The buyer has just asked to cancel: answer that instead, and the stock stays.',
  'own-cancel.said.shipped': 'It has left already: too late to cancel',
  'own-cancel.said.refused': 'The platform does not take it',
  'own-cancel.said.not-here': 'This shop’s orders are cancelled in the platform’s back office',
  'refusal.own-cancel.unknown': 'There is no such order',
  'refusal.own-cancel.asked-already': 'This order is being cancelled already',
  'refusal.own-cancel.ended': 'This order is over: there is nothing to cancel',
  'refusal.own-cancel.buyer-asks':
    'The buyer has asked to cancel: answer under Shipping, and the stock stays',
  'refusal.own-cancel.shipped': 'Parcel {{parcelId}} has left: ask the carrier whether it can be stopped',
  'refusal.own-cancel.shipment-owed':
    'Parcel {{parcelId}} is being told as shipped: take that back under Shipping first',
  'refusal.own-cancel.not-asked': 'Nobody is cancelling this order',
  'refusal.own-cancel.in-flight': 'The platform has been told and may have done it: wait for its answer',
  'refusal.own-cancel.not-here':
    'Orders of this shop are cancelled in the platform’s back office; with the next sync they stop here',
  'audit.order.cancel-asked': 'Cancellation decided by the shop',
  'audit.order.cancel-taken-back': 'Cancellation taken back',
  'audit.order.cancel-done': 'Cancelled by the platform for the shop',
  'audit.order.cancel-refused': 'Cancellation not taken by the platform',
  'setting.network.tiktokCancelReasons': 'TikTok’s reasons for a seller’s cancellation',
  'setting.network.tiktokCancelReasons.what':
    'The codes a seller may choose from when cancelling, with blanks between. They differ by market; change them when the platform does.',
  'own-cancel.where.planned-do': 'What was picked goes back to its bin.',
  'own-cancel.where.printed-do': 'Find that label and throw it away: do not stick it on.',
  'own-cancel.where.open-do': 'The bench is stopped: take the goods out.',
  'own-cancel.where.packed-do': 'Take this parcel out of its bag, open it and put the goods back.',
  'own-cancel.where.shipped-do': 'Ask the carrier first whether it can be stopped.',
};
