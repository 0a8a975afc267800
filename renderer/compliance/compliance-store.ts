// What the compliance room shows: which part, and of which shop. Holds what is shown, decides nothing.

import { create } from 'zustand';
import type { RequestAnswer } from '../parts/station.ts';

export type Template = RequestAnswer<'templates.list'>['templates'][number];

export const complianceParts = ['ratio', 'templates', 'tickets', 'terms'] as const;
export type CompliancePart = (typeof complianceParts)[number];

interface ComplianceShown {
  readonly part: CompliancePart;
  /** Null: the first shop that sells door delivery. */
  readonly shopId: string | null;
}

export const useCompliance = create<ComplianceShown>(() => ({ part: 'ratio', shopId: null }));

export function showCompliance(part: CompliancePart): void {
  useCompliance.setState({ part });
}

/** The argument every question of this room begins with. */
export function useShopAsked(): { readonly shopId?: string } {
  const shopId = useCompliance((state) => state.shopId);
  return shopId === null ? {} : { shopId };
}
