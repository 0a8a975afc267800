// Paging of the simulated TikTok Shop: sizes with a cap, tokens nobody can read and that are good for the one query they came from.

import { createHmac } from 'node:crypto';
import type { Asked } from '../door.ts';
import type { Books } from './tiktok-books.ts';
import { type Refusal, refuse } from './tiktok-gate.ts';

export interface Listing<Row> {
  readonly most: number;
  /** The size when none is asked for; null: one must be. */
  readonly usual: number | null;
  readonly least?: number;
  /** In ascending order; whoever keeps it sorted between calls saves time. */
  readonly rows: readonly Row[];
  readonly isDescending: boolean;
  valueOf(row: Row): number;
  idOf(row: Row): string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextToken: string;
  readonly total: number;
}

interface Place {
  readonly value: number;
  readonly id: string;
  readonly offset: number;
}

const sealOf = (text: string) => createHmac('sha256', 'simulated pages').update(text).digest();

export function pageOf<Row>(books: Books, asked: Asked, listing: Listing<Row>): Page<Row> | Refusal {
  const sizeText = asked.query.get('page_size');
  const size = sizeText === null ? (listing.usual ?? 0) : Number(sizeText);
  const least = listing.least ?? 1;
  if (!Number.isInteger(size) || size < least || size > listing.most)
    return refuse(36009004, `Invalid page_size. It must be ${least} to ${listing.most}`);
  const query = queryOf(asked);
  const token = asked.query.get('page_token') ?? '';
  const place = token === '' ? undefined : openToken(token, query);
  if (place === 'bad') return refuse(36009004, 'Invalid page_token');
  const rows = listing.isDescending ? [...listing.rows].reverse() : listing.rows;
  const start = place ? startOf(books, rows, listing, place) : 0;
  const page = rows.slice(start, start + size);
  const last = page.at(-1);
  const hasMore = start + page.length < rows.length && last !== undefined;
  const nextToken = hasMore
    ? sealToken({ value: listing.valueOf(last), id: listing.idOf(last), offset: start + page.length }, query)
    : '';
  return { rows: asked.stir(page), nextToken, total: rows.length };
}

function startOf<Row>(books: Books, rows: readonly Row[], listing: Listing<Row>, place: Place): number {
  if (books.paging === 'offset') return place.offset;
  const sign = listing.isDescending ? -1 : 1;
  const after = rows.findIndex((row) => {
    const difference = (listing.valueOf(row) - place.value) * sign;
    if (difference !== 0) return difference > 0;
    return sign > 0 ? listing.idOf(row) > place.id : listing.idOf(row) < place.id;
  });
  return after < 0 ? rows.length : after;
}

/** What a token is bound to: everything asked for but the page itself and what changes with the moment. */
function queryOf(asked: Asked): string {
  const kept = [...asked.query].filter(([key]) => !['page_token', 'sign', 'timestamp'].includes(key));
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return `${asked.path} ${JSON.stringify(kept)} ${asked.body.toString('utf8')}`;
}

function sealToken(place: Place, query: string): string {
  const text = JSON.stringify(place);
  const seal = sealOf(`${text} ${query}`).subarray(0, 20);
  return Buffer.concat([seal, Buffer.from(text)]).toString('base64');
}

function openToken(token: string, query: string): Place | 'bad' {
  const bytes = Buffer.from(token, 'base64');
  const text = bytes.subarray(20).toString();
  const isOurs =
    bytes.length > 20 && sealOf(`${text} ${query}`).subarray(0, 20).equals(bytes.subarray(0, 20));
  return isOurs ? (JSON.parse(text) as Place) : 'bad'; // sealed by us
}

/** Rows by `by`, then id, ascending. */
export function inOrder<Row>(
  rows: Iterable<Row>,
  by: (row: Row) => number,
  idOf: (row: Row) => string,
): Row[] {
  return [...rows].sort((a, b) => by(a) - by(b) || (idOf(a) < idOf(b) ? -1 : 1));
}
