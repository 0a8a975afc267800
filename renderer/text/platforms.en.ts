// The English sentences of the far side: linking shops, consent, syncing, why a platform is not reached. Part of en.ts.

import type { platformsZhCN } from './platforms.zh-CN.ts';

export const platformsEn: Record<keyof typeof platformsZhCN, string> = {
  'connection.douyin': 'linked to Douyin',
  'connection.tiktok': 'linked to TikTok Shop',
  'setting.network.firstPullDays': 'Days a new shop is read back',
  'setting.network.firstPullDays.what':
    'A newly linked shop is first read from orders that changed so many days ago.',
  'fault.platform.refused-us': 'The platform says no: {{words}} (its number: {{logId}})',
  'fault.platform.address-not-allowed':
    'This PC’s network address is not on the app’s allow-list: ask the main account to add it in the open platform, or use a relay with a fixed address',
  'fault.platform.scope-missing':
    'The consent lacks a right: {{words}}. Ask the main account to authorise again with orders, fulfilment and after-sale',
  'fault.platform.gibberish':
    'The platform’s answer makes no sense (it begins “{{begins}}”). It is asked again later; if it stays, look for a sign-in page of the network',
  'fault.platform.too-much': 'The platform’s answer is too long and was not read to its end: please tell us',
  'fault.platform.redirected':
    'Something wants to send the station to {{to}}: it did not go. Check the platform’s address and the company network',
  'fault.platform.certificate':
    'Nobody vouches for the platform’s certificate ({{reason}}): nothing was sent. Check this PC’s clock, the company proxy and the address',
  'fault.platform.address': 'This address cannot be used: {{address}}. It begins with https',
  'fault.platform.busy': 'The platform is busy: the station slows down and tries again by itself',
  'fault.platform.re-authorise':
    'The shop’s consent has ended: ask the main account to authorise it again in Settings › Shops',
  'fault.platform.not-linked': 'This shop is not linked yet: enter its app in Settings › Shops',
  'fault.platform.no-secret': 'The app’s secret is missing: enter it in Settings › Shops',
  'fault.platform.relay-refused':
    'The signing relay does not sign ({{status}}): check its address and its key',
  'fault.platform.code-refused':
    'The code was not accepted: {{words}}. A code works once and ends soon: authorise again for a new one',
  'audit.shop.relinked': 'Shop’s account changed',
  'audit.shop.authorised': 'Shop authorised',
  'needs.cancellations': '{{count}} {{count, plural(one: buyer asks; other: buyers ask)}} to cancel',
  'needs.cancellations-why': 'Without an answer in time the platform decides by itself.',
  'needs.cancellations-do': 'Answer',
  'refusal.cancellation.unknown': 'There is no such request ({{cancelId}}): the buyer may have taken it back',
  'refusal.cancellation.not-asked': 'This request has been answered already',
  'refusal.cancellation.reason-needed': 'To refuse, choose one of the platform’s reasons',
  'audit.cancellation.accepted': 'Buyer’s cancellation accepted',
  'audit.cancellation.refused': 'Buyer’s cancellation refused',
  'refusal.shop.not-over-network': '{{name}} is not linked to a platform: there is no account to reach',
  'refusal.shop.address-refused': 'This address cannot be used: {{address}}. It begins with https',
  'setting.network.douyinNumbersACall': 'Waybill numbers asked of Douyin at once',
  'setting.network.douyinNumbersACall.what':
    'More at once is faster; fewer if the platform says it is too many.',
  'setting.network.douyinSetCounts': 'How Douyin counts the parts of a set',
  'setting.network.douyinSetCounts.what':
    'Whether the pieces told for a part are those of one set or of all that were bought. Compare with the back office before changing.',
  'setting.network.douyinSetCounts.each': 'pieces in one set',
  'setting.network.douyinSetCounts.all': 'pieces in all',
  'setting.network.douyinDoorService': 'Douyin’s code of door delivery',
  'setting.network.douyinDoorService.what':
    'The service bought with a waybill, by which the courier comes to the door. Change it only when the platform does.',
  'setting.network.douyinDoorCarriers': 'Douyin carriers that come to the door',
  'setting.network.douyinDoorCarriers.what':
    'The platform’s carrier codes with blanks between. Parcels for the door get numbers from these alone.',
  'setting.network.douyinAcceptRefund': 'Douyin’s number for accepting a refund before shipping',
  'setting.network.douyinAcceptRefund.what':
    'What the platform is told when a buyer is answered. Change it only when the platform does.',
  'setting.network.douyinRefuseRefund': 'Douyin’s number for refusing a refund before shipping',
  'setting.network.douyinRefuseRefund.what':
    'What the platform is told when a buyer is answered. Change it only when the platform does.',
  'fault.platform.address-to-add':
    'This PC’s network address {{address}} is not on the app’s allow-list: ask the main account to add it in the open platform, or use a relay with a fixed address',
  'fault.platform.switched-off':
    'The platform has switched this app or interface off: {{words}} (its number: {{logId}}). Ask the main account to look at the app in the open platform',
  'fault.platform.secret-wrong':
    'The app’s secret is not the one the platform knows: enter it again in Settings › Shops',
  'fault.platform.clock-refused':
    'The platform says this PC’s clock is wrong: let the system set it by itself; the station tries again',
  'fault.platform.no-shop-number':
    'The shop’s number is missing: enter it in Settings › Shops; the back office shows it with the shop’s details',
  'fault.platform.other-shop':
    'That consent is for another shop ({{name}}) and was not kept: consent with the main account of this shop',
  'fault.platform.no-template':
    '{{carrier}} has no label template on the platform: choose one under e-waybills in the back office',
  'refusal.waybill.later': 'The platform has no number ready yet: ask again in a while, none is taken twice',
  'refusal.waybill.sender-missing':
    'There is no sender: enter name and phone in Settings › Shops, and set the branch’s sending address on the platform',
  'refusal.waybill.none-left':
    'The waybill numbers are used up: buy more from the carrier’s branch, or choose another carrier',
  'refusal.waybill.not-combinable':
    'The platform does not put these orders in one parcel ({{words}}): split it',
  'refusal.waybill.receivers-differ':
    'These orders go to different addresses by now: split them into separate parcels',
  'refusal.waybill.set-torn': 'A set lies in several parcels: put all of it in one',
  'refusal.waybill.lines-changed':
    'The goods of the order have changed: pull the orders, then plan this parcel again',
  'refusal.waybill.order-not-released':
    'The platform has not released the order yet: take the waybill once it has',
  'shipment.ship.later': 'The shop is busy; it goes by itself later, and never twice',
  'shipment.ship.refund-unclear':
    'The shop is busy with a refund of this order; checked again before it is sent',
  'shipment.ship.number-wrong':
    'The shop does not take this waybill number: check the label, or take a new one',
  'shipment.ship.carrier-refused':
    'The shop does not take this carrier: choose another and take a new waybill',
  'shipment.ship.carrier-unknown': 'The shop has no such carrier: check the carrier’s name',
  'shipment.ship.door-carrier':
    'The order was sold with door delivery: take a new waybill from a carrier that comes to the door',
  'shipment.ship.address-book':
    'The shop’s sending or return address is missing: set a default one in the back office, then send again',
  'shipment.ship.serial-needed':
    'These goods ship with a serial number: enter it and ship in the back office',
  'shipment.ship.not-ours': 'The shop does not let this order be shipped here: see to it in the back office',
  'shipment.ship.too-many': 'Too many orders at once: split them into several parcels',
  'shipment.waybill.returned': 'The waybill number went back to the platform',
  'shipment.waybill.none-given': 'No waybill number had been given for it',
  'shipment.waybill.not-returned':
    'The platform kept the waybill number: cancel it under e-waybills in the back office',
  'shipment.platform.busy': 'The shop is busy; it goes by itself later',
  'fault.platform.shop-not-chosen':
    'It is not said which shop this is, or the consent lacks it: choose the shop in Settings › Shops, or have its main account authorise again',
  'refusal.link.shop-not-chosen':
    'The consent is there, the shop is not chosen yet: choose one from the list',
  'refusal.waybill.own-carrier': '{{words}} goes by the seller’s own carrier: type in carrier and number',
  'refusal.waybill.combines-whole-orders':
    'The platform combines whole orders only: put all their goods into this parcel, or one parcel an order',
  'refusal.waybill.not-splittable':
    'The platform does not split this order ({{words}}): keep its goods in one parcel',
  'refusal.waybill.must-split':
    'The platform wants this split: make several parcels of it, then take their numbers ({{words}})',
  'refusal.waybill.split-elsewhere':
    'The order was split into several packages on the platform ({{words}}): make the same parcels here',
  'refusal.waybill.combined-elsewhere':
    'On the platform it is combined with {{words}}: put those orders into the same parcel, or take them apart in the back office',
  'refusal.waybill.arranged-otherwise':
    'Shipping of {{words}} is arranged already, with other goods than here: pack as the platform has it, or settle it in the back office',
  'refusal.waybill.not-allowed':
    'The platform gives this shop no such number: read its words, then settle it in the back office',
  'refusal.waybill.order-state':
    '{{words}}: not ready to ship on the platform. Take the number once it is released',
  'refusal.waybill.bought-elsewhere':
    'In this market labels are bought in the back office: buy it there, then pull the orders',
  'shipment.ship.not-arranged':
    'Shipping is not arranged on the platform: take a waybill for the parcel, then send again',
  'shipment.ship.package-differs':
    'The platform’s package holds other goods than the parcel: split or combine there, then send again',
  'refusal.label-document.no-package':
    'The platform has no package with this number: pull the orders, then fetch the label again',
  'refusal.label-document.not-arranged':
    'Shipping is not arranged, so there is no label: take a waybill for the parcel first',
  'refusal.label-document.collected':
    'The carrier has collected it and the platform gives no label any more: reprint the one that is kept',
  'refusal.label-document.order-cancelled': 'The order is cancelled, there is no label: take the parcel out',
  'refusal.label-document.after-sale':
    'The buyer has asked to cancel or for a refund, so the label waits: answer the buyer first',
  'refusal.label-document.own-carrier':
    'The seller’s own carrier has it, so the platform draws no label: print ours',
  'refusal.label-document.not-ours': 'The platform’s own warehouse ships this order: no label is needed here',
  'refusal.label-document.refused': 'The platform gives no label: {{words}}. It is asked again in a while',
  'refusal.label-document.bug':
    'The program stumbled over this label: fetch it again, and send us the log if that does not help',
  'refusal.cancellation.refused': 'The platform did not take this answer: read its words, then answer again',
  'refusal.cancellation.ship-instead':
    'There is no refusing in this market: ship the parcel, and the platform turns the request down',
  'refusal.cancellation.not-here': 'Answer this platform’s cancellations in its back office',
  'refusal.label.not-sealed':
    'This label is not the platform’s own, and the print component takes no other: choose another printer',
  'refusal.label.seal-refused':
    'The platform does not give this label ({{words}}): check the waybill number, or take a new one',
  'setting.shipping.correctWithinHours': 'Hours in which an own number may be corrected',
  'setting.shipping.correctWithinHours.what':
    'A wrong number of your own carrier can be corrected with the platform once, so many hours after shipping.',
  'refusal.correction.not-shipped': 'Parcel {{parcelId}} has not shipped: simply give it another number',
  'refusal.correction.not-own':
    'The platform gave this number and it cannot be changed: only an own carrier’s can, once',
  'refusal.correction.too-late':
    'It shipped more than {{hours}} hours ago and the platform takes no other number: ask its support',
  'refusal.correction.once':
    'This parcel’s number was corrected before, and the platform takes one correction only',
  'refusal.correction.used': '{{trackingNumber}} belongs to another parcel: check the number',
  'refusal.correction.not-here': 'Numbers of this shop are not corrected here: do it in its back office',
  'refusal.correction.later':
    'The platform is busy: correct it again in a while, nothing is done twice ({{words}})',
  'refusal.correction.refused': 'The platform did not take the new number: {{words}}',
  'audit.shipment.number-corrected': 'Number changed from {{before}} to {{trackingNumber}}',
};
