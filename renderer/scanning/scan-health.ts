// How well the scanner of this bench can be told from typing: its last scans with their gaps, and what is missing.

import { create } from 'zustand';
import type { DetectedScan, ScanRules } from './scan-detector.ts';

export interface SeenScan {
  readonly id: string;
  readonly code: string;
  readonly at: number;
  readonly endedBy: DetectedScan['endedBy'];
  readonly hasPrefix: boolean;
  readonly gaps: readonly number[];
  readonly meanGapMs: number;
  readonly worstGapMs: number;
  /** An input method was on: it can eat keys. */
  readonly wasComposing: boolean;
}

/** Looked like a scanner and was let through as typing. */
export interface NearMiss {
  readonly text: string;
  readonly meanGapMs: number;
  readonly worstGapMs: number;
  readonly at: number;
}

const scansKept = 20;

export const useScanHealthStore = create<{
  readonly scans: readonly SeenScan[];
  readonly nearMisses: readonly NearMiss[];
}>(() => ({ scans: [], nearMisses: [] }));

export function rememberScan(scan: SeenScan): void {
  useScanHealthStore.setState((state) => ({ scans: [scan, ...state.scans].slice(0, scansKept) }));
}

export function rememberNearMiss(miss: NearMiss): void {
  useScanHealthStore.setState((state) => ({ nearMisses: [miss, ...state.nearMisses].slice(0, scansKept) }));
}

export type ScanFinding =
  | 'no-scans'
  | 'no-suffix'
  | 'no-prefix'
  | 'slow'
  | 'input-method'
  | 'near-miss'
  | 'fine';

/** What Settings says about the scanner, most important first; `fine` alone when nothing is missing. */
export function diagnoseScanner(
  scans: readonly SeenScan[],
  nearMisses: readonly NearMiss[],
  rules: ScanRules,
): ScanFinding[] {
  if (scans.length === 0) return nearMisses.length > 0 ? ['near-miss'] : ['no-scans'];
  const findings: ScanFinding[] = [];
  if (scans.some((scan) => scan.wasComposing)) findings.push('input-method');
  if (scans.some((scan) => scan.endedBy === 'quiet')) findings.push('no-suffix');
  if (rules.prefix !== '' && scans.some((scan) => !scan.hasPrefix)) findings.push('no-prefix');
  if (scans.some((scan) => scan.meanGapMs > rules.meanGapMs * 0.8)) findings.push('slow');
  if (nearMisses.length > 0) findings.push('near-miss');
  return findings.length > 0 ? findings : ['fine'];
}

/** Fast and long enough to be a scanner rather than a person, yet not taken for one. */
export function isNearMiss(
  typed: { readonly text: string; readonly meanGapMs: number },
  rules: ScanRules,
): boolean {
  return typed.text.length >= rules.leastCharacters && typed.meanGapMs <= 2 * rules.meanGapMs;
}
