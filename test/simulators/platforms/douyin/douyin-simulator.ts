// A strict Douyin shop on 127.0.0.1, as a process of its own. Written from the reference alone; no line of it is shared with the
// station. Started by test/builders/platform-simulators.ts; ../door.ts says how it starts and ends, how its clock is moved and which
// faults it can be told to have (`code` faults take an envelope code such as 20000, or a business number such as 60124).
//
// `POST /_control` (douyin-control.ts has every field):
//
//   {"do":"shop","appKind":"self"}                   a shop with its app; answers shopId, appKey, appSecret, code (a consent for a tool app)
//   {"do":"consent","appKey":…,"shopId":…}           another consent code
//   {"do":"grant","appKey":…,"expireAccess":true}    tokens run out, are withdrawn, or (`accessToken`) are put there
//   {"do":"app","appKey":…,"isAddressRefused":true,"withoutMethods":["order.mergeV2"]}
//   {"do":"orders","shopId":…,"count":1000,"seed":7} orders by seed (douyin-orders.ts OrderWish: gifts, bundles, sameRecipient,
//                                                    doorSuggested, doorRequired, carrierAsked, carrierFixed, unpaid, inReview, elsewhere,
//                                                    serials, notes, codes, shipInHours)
//   {"do":"change","orderId":…,"what":"ask-refund"}  pay pass-review ask-refund withdraw-refund refund cancel change-address note tag
//                                                    ship finish odd-status; "isQuiet": update_time stays; "lineId": one line only
//   {"do":"rules","windowSeconds":600,"waybillStock":3,"waybillBatch":10}
//   {"do":"books"}                                   every order, waybill, shipment, refund; refundsRejected
//
// What the reference leaves open is decided the strict way: the window is 300 s; parameters must arrive in the canonical form and signed
// as sent; only POST; pages are places in a list that moves; a refresh kills the old access token at once; franchise couriers want their
// netsite code; a waybill is bound to the recipient it was made for. A cancelled order still gets a waybill: nobody says otherwise.
// Guessed, because no source tells: the numbers 4003, 4008, 4010, 10813, 15003 of waybills, 10008, 20010, 90001 of lists, 31004 of tokens, the
// key of a required door delivery (`home_deliver_v2`), 60126 for another courier than the fixed one, items of afterSale.operate (201, 202).

import { type Asked, openDoor, type Reply } from '../door.ts';
import { letTimePass } from './douyin-after-sale.ts';
import { createBooks } from './douyin-books.ts';
import { type DouyinCommand, drift, obeyDouyin } from './douyin-control.ts';
import { letIn, type Refusal, refuse, refuseBusiness } from './douyin-gate.ts';
import { writeJson } from './douyin-json.ts';
import { answerCall } from './douyin-routes.ts';
import { createToken, refreshToken } from './douyin-tokens.ts';

/** Codes of the envelope itself; every other number is one of the business. */
const envelopeCodes: Readonly<Record<string, string>> = {
  10001: 'isp.part-failed',
  20000: 'dop.service-error',
  20001: 'isp.service-timeout',
  30001: 'isv.app-permissions-insufficient',
  30002: 'isv.invalid_ip',
  60000: 'isv.traffic-limited',
  70000: 'isp.api-service-off',
  80000: 'dop.security-error',
  90000: 'dop.unknown-error',
};

openDoor(() => {
  const books = createBooks();
  let answered = 0;
  let passedAt = 0;

  function passTime(nowMs: number): void {
    const now = Math.floor(nowMs / 1000);
    if (now === passedAt) return;
    passedAt = now;
    letTimePass(books, now);
  }

  /** Business refusals are HTTP 200 too. */
  function wrap(answer: object | Refusal, as: string): Reply {
    answered += 1;
    const log_id = `2026${String(answered).padStart(28, '0')}`;
    if (!('sub' in answer && 'words' in answer)) {
      const body = writeJson({
        code: 10000,
        msg: 'success',
        sub_code: '',
        sub_msg: '',
        log_id,
        data: answer,
      });
      return { status: 200, body, as };
    }
    const { code, sub, words } = answer as Refusal; // told apart above
    const body = writeJson({ code, msg: words, sub_code: sub, sub_msg: words, log_id, data: null });
    return { status: 200, body, as, refused: sub };
  }

  function answerPost(asked: Asked): Reply {
    const as = asked.path;
    const entrance = letIn(books, asked);
    if ('sub' in entrance) return wrap(entrance, as);
    const now = Math.floor(asked.now / 1000);
    if (entrance.method === 'token.create')
      return wrap(createToken(books, entrance.app, entrance.body, now), as);
    if (entrance.method === 'token.refresh')
      return wrap(refreshToken(books, entrance.app, entrance.body, now), as);
    return wrap(answerCall(books, asked, entrance), as);
  }

  return {
    spared: ['/token/'],
    answer(asked) {
      passTime(asked.now);
      if (asked.method !== 'POST')
        return { status: 405, body: '', type: 'text/plain', as: asked.path, refused: '405' };
      return answerPost(asked);
    },
    refuse(what, rule, asked) {
      if (what === 'clock')
        return wrap(refuse(40003, 'isv.timestamp-invalid', 'timestamp 超出允许范围'), asked.path);
      if (what === 'busy') {
        const reply = wrap(refuse(60000, 'isv.traffic-limited', '访问过于频繁'), asked.path);
        // `status` 200: busy as the envelope tells it, without the HTTP status
        const status = rule.status ?? 429;
        return { ...reply, status, headers: { 'retry-after': String(rule.retryAfterS ?? 1) } };
      }
      const code = rule.code ?? '20000';
      const words = rule.words ?? '系统繁忙';
      const sub = envelopeCodes[code];
      return wrap(sub ? refuse(Number(code), sub, words) : refuseBusiness(Number(code), words), asked.path);
    },
    killToken(asked) {
      const token = asked.query.get('access_token');
      for (const grant of books.grants) if (grant.accessToken === token) grant.accessUntil = 0;
    },
    drift: (dice, now) => drift(books, dice.between(1, 1_000_000), Math.floor(now / 1000)),
    control(command, now) {
      passTime(now);
      return obeyDouyin(books, command as DouyinCommand, now); // written by a test
    },
  };
});
