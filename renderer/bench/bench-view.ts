// What the station answers to a scan, and what may be pressed at a bench.

import type { RequestAnswer, RequestArgument } from '../parts/station.ts';

export type BenchView = RequestAnswer<'bench.scan'>;
export type BenchAction = RequestArgument<'bench.act'>['action'];
