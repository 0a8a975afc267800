// A strict TikTok Shop on 127.0.0.1, as a process of its own: the interface and the token server on one port. Written from the
// reference alone; no line of it is shared with the station. Started by test/builders/platform-simulators.ts; ../door.ts says how it
// starts and ends, how its clock is moved and which faults it can be told to have.
//
// `POST /_control` (tiktok-control.ts has every field):
//
//   {"do":"shop","region":"ID"}                      a shop with its app; answers shopId, cipher, appKey, appSecret, code (a consent)
//   {"do":"consent","appKey":…,"shopIds":[…]}        another consent code; one code can be good for several shops
//   {"do":"grant","appKey":…,"expireAccess":true}    tokens run out, are withdrawn, or (`accessToken`) are put there
//   {"do":"app","appKey":…,"isAddressRefused":true,"withoutScopes":["Package Split And Combine"]}
//   {"do":"orders","shopId":…,"count":1000,"seed":7} orders by seed (tiktok-orders.ts OrderWish: gifts, bundles, sameRecipient,
//                                                    ownCarrier, onHold, unpaid, mustSplit, byTiktok, notes, sellerSkus, dueInHours)
//   {"do":"change","orderId":…,"what":"ask-to-cancel"}   pay release ask-to-cancel withdraw-cancel cancel cancel-unit change-address
//                                                    note split combine uncombine ship collect deliver odd-status; "isQuiet": update_time stays
//   {"do":"rules","labelAsksBeforeReady":2,"batchShipLimit":50,"paging":"offset","signsEmptyObject":false}
//   {"do":"books"}                                   every order, package, cancellation; refundsRejected
//
// What the reference leaves open is decided the strict way: a refresh kills the old access token at once; combining, splitting and notes
// by the interface do not move an order's update_time; `{}` sent as a body is part of the sign string; a split must name every piece.
// Guessed, because no source tells: HTTP 401 for refusals of the gate, 200 for those of the business, codes 36004001 to 36004006 of the token
// server, 11034001 for document parameters, 36009004 for every other bad parameter.

import { type Asked, openDoor, type Reply } from '../door.ts';
import { createBooks } from './tiktok-books.ts';
import { letTimePass } from './tiktok-cancellations.ts';
import { drift, release } from './tiktok-changes.ts';
import { obeyTiktok, type TiktokCommand } from './tiktok-control.ts';
import { readDocument } from './tiktok-documents.ts';
import { letIn, type Refusal, refuse } from './tiktok-gate.ts';
import { findRoute } from './tiktok-routes.ts';
import { isRefusal } from './tiktok-searches.ts';
import { getToken, refreshToken } from './tiktok-tokens.ts';

openDoor(({ origin }) => {
  const books = createBooks();
  let answered = 0;
  let passedAt = 0;

  function passTime(nowMs: number): void {
    const now = Math.floor(nowMs / 1000);
    if (now === passedAt) return;
    passedAt = now;
    letTimePass(books, now, (order, at) => release(books, order, at));
  }

  function wrap(answer: object | Refusal, as: string): Reply {
    answered += 1;
    const request_id = `2026${String(answered).padStart(20, '0')}`;
    if (!isRefusal(answer)) {
      const body = JSON.stringify({ code: 0, message: 'Success', request_id, data: answer });
      return { status: 200, body, as };
    }
    const { code, message, status = 200 } = answer;
    const body = JSON.stringify({ code, message, request_id, data: null });
    return { status, body, as, refused: String(code) };
  }

  function answerCall(asked: Asked): Reply {
    const found = findRoute(asked.method, asked.path);
    if (found === 'no-path') return wrap(refuse(36009009, 'Invalid path', 404), asked.path);
    if (found === 'no-method') return wrap(refuse(36009010, 'Invalid method', 405), asked.path);
    const { route, ids } = found;
    const entrance = letIn(books, asked, route);
    if ('code' in entrance) return wrap(entrance, route.path);
    const body = readBody(asked);
    if (isRefusal(body)) return wrap(body, route.path);
    const now = Math.floor(asked.now / 1000);
    // A route without a shop never looks at it.
    const shop = entrance.shop ?? {
      id: '',
      name: '',
      region: '',
      sellerType: 'LOCAL',
      cipher: '',
      code: '',
      appKey: '',
    };
    return wrap(route.run({ books, asked, entrance, shop, ids, body, now, origin: origin() }), route.path);
  }

  return {
    spared: ['/api/v2/token', '/_documents'],
    async answer(asked) {
      passTime(asked.now);
      const now = Math.floor(asked.now / 1000);
      if (asked.path === '/api/v2/token/get') return wrap(getToken(books, asked.query, now), asked.path);
      if (asked.path === '/api/v2/token/refresh')
        return wrap(refreshToken(books, asked.query, now), asked.path);
      if (!asked.path.startsWith('/_documents/')) return answerCall(asked);
      const paper = await readDocument(asked.path, asked.query, now);
      if (!paper)
        return { status: 403, body: '<Error>Expired</Error>', type: 'application/xml', as: '/_documents' };
      return { status: 200, body: paper.bytes, type: paper.type, as: '/_documents' };
    },
    refuse(what, rule, asked) {
      if (what === 'clock') return wrap(refuse(36009004, 'Invalid timestamp', 401), asked.path);
      if (what === 'code')
        return wrap(
          refuse(Number(rule.code ?? 36009003), rule.words ?? 'Internal error', rule.status ?? 200),
          asked.path,
        );
      const reply = wrap(refuse(36009002, 'Too many requests', 429), asked.path);
      return { ...reply, headers: { 'retry-after': String(rule.retryAfterS ?? 1) } };
    },
    killToken(asked) {
      const token = asked.headers['x-tts-access-token'];
      for (const grant of books.grants) if (grant.accessToken === token) grant.accessUntil = 0;
    },
    drift: (dice, now) => drift(books, dice.between(1, 1_000_000), Math.floor(now / 1000)),
    control(command, now) {
      passTime(now);
      return obeyTiktok(books, command as TiktokCommand, now); // written by a test
    },
  };
});

function readBody(asked: Asked): Readonly<Record<string, unknown>> | Refusal {
  if (asked.body.length === 0) return {};
  const type = asked.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return {};
  if (!type.startsWith('application/json')) return refuse(36009022, 'Invalid content-type');
  try {
    const body: unknown = JSON.parse(asked.body.toString('utf8'));
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>; // an object that is no array
  } catch {
    // told below
  }
  return refuse(36009004, 'Invalid body');
}
