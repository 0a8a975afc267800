// What the waves room shows: which part of it, which recipient, which line is chosen, and which picking list lies open.

import { create } from 'zustand';
import type { ParcelId, WaveId } from '../../main/basics/ids.ts';
import type { RequestAnswer, RequestArgument } from '../parts/station.ts';

export type GroupView = RequestAnswer<'parcels.groups'>['groups'][number];
export type ParcelView = GroupView['parcels'][number];
export type ParcelLineView = ParcelView['lines'][number];
export type Verdict = RequestAnswer<'parcels.judge'>;
export type LineRef = RequestArgument<'parcels.judge'>['lines'][number];
export type WaveView = RequestAnswer<'waves.list'>[number];
export type PickingList = RequestAnswer<'waves.pickingList'>;
export type PickLineView = PickingList['lines'][number];
export type CartView = PickingList['carts'][number];
export type Proposals = RequestAnswer<'waves.propose'>;
export type ProposalView = Proposals['waves'][number];
export type WaveRules = RequestAnswer<'waves.rules'>['station'];
export type Layout = NonNullable<RequestAnswer<'warehouse.view'>['layout']>;

/** `plan`: parcels; `rules`: waves that the rules propose; `release`: a wave by hand; then the floor itself. */
export const wavesParts = ['plan', 'rules', 'release', 'warehouse', 'pace'] as const;
export type WavesPart = (typeof wavesParts)[number];

/** A line of a parcel that somebody is about to move: all of its pieces, or fewer. */
export interface ChosenLine {
  readonly parcelId: ParcelId;
  readonly line: LineRef;
}

/** Where the chosen line would go. */
export type Target = ParcelView['parcelId'] | 'new';

interface WavesShown {
  readonly part: WavesPart;
  /** Only recipients with a proposal that nobody has accepted yet. */
  readonly isToDecide: boolean;
  readonly search: string;
  readonly groupKey: string | null;
  /** The parcel that was scanned or asked for by name: its recipient is chosen and its card stands out. */
  readonly namedParcelId: ParcelId | null;
  readonly chosen: ChosenLine | null;
  /** True while the parcels show their numbers and wait for one to be pressed (`M`). */
  readonly isMoving: boolean;
  /** The parcel under the dragged line, or the one about to be confirmed. */
  readonly target: Target | null;
  /** The picking list on screen instead of the parts. */
  readonly waveId: WaveId | null;
  /** Only this cart of it; null shows them all. */
  readonly cartNo: number | null;
  /** Whose way the plan of the warehouse shows. */
  readonly way: { readonly waveId: WaveId; readonly cartNo: number } | null;
  /** True while somebody walks that cart: one line at a time. */
  readonly isWalking: boolean;
}

export const nothingInHand = { chosen: null, isMoving: false, target: null } as const;

export const useWaves = create<WavesShown>(() => ({
  part: 'plan',
  isToDecide: true,
  search: '',
  groupKey: null,
  namedParcelId: null,
  waveId: null,
  cartNo: null,
  way: null,
  isWalking: false,
  ...nothingInHand,
}));

export function showPart(part: WavesPart): void {
  useWaves.setState({ part, waveId: null });
}

export function openPickingList(waveId: WaveId | null, cartNo: number | null = null): void {
  const { part } = useWaves.getState();
  const isAWavesPart = part === 'release' || part === 'rules';
  useWaves.setState({
    waveId,
    cartNo,
    isWalking: false,
    ...(waveId && !isAWavesPart ? { part: 'rules' as const } : {}),
  });
}

export function walkCart(waveId: WaveId, cartNo: number): void {
  useWaves.setState({ waveId, cartNo, isWalking: true });
}

/** Shows the way of a cart on the plan of the warehouse. */
export function showWay(waveId: WaveId, cartNo: number): void {
  useWaves.setState({ part: 'warehouse', waveId: null, way: { waveId, cartNo } });
}

export function chooseGroup(groupKey: string | null): void {
  useWaves.setState({ groupKey, namedParcelId: null, ...nothingInHand });
}

/** Shows one parcel on the planning board, whatever was filtered there before. */
export function showNamedParcel(namedParcelId: ParcelId, search: string): void {
  useWaves.setState({
    part: 'plan',
    waveId: null,
    isToDecide: false,
    search,
    groupKey: null,
    namedParcelId,
    ...nothingInHand,
  });
}

export function chooseLine(chosen: ChosenLine | null): void {
  useWaves.setState({ ...nothingInHand, chosen });
}

export function letGo(): void {
  useWaves.setState(nothingInHand);
}

/** The key of a group: a recipient of one shop. */
export function groupKeyOf(group: Pick<GroupView, 'shopId' | 'recipientKey' | 'parcels'>): string {
  return `${group.shopId} ${group.recipientKey ?? group.parcels[0]?.parcelId ?? ''}`;
}

export function refOf(line: Pick<ParcelLineView, 'orderKey' | 'lineId' | 'quantity'>): LineRef {
  return { orderKey: line.orderKey, lineId: line.lineId, quantity: line.quantity };
}

export function isSameLine(a: LineRef, b: Pick<LineRef, 'orderKey' | 'lineId'>): boolean {
  return a.orderKey === b.orderKey && a.lineId === b.lineId;
}
