// The thread in which carts are formed by their ways (form-carts-beside.ts).

import { parentPort, workerData } from 'node:worker_threads';
import { formByWays } from './form-carts.ts';
import type { FormingData, FormingMessage } from './form-carts-beside.ts';

const { asked, isEnough, improves } = workerData as FormingData; // given by form-carts-beside.ts
const flag = new Int32Array(isEnough);
const tell = (message: FormingMessage) => parentPort?.postMessage(message);

const shouldStop = () => Atomics.load(flag, 0) === 1;
const budget = improves ? { shouldStop } : { steps: 0, shouldStop };
const carts = formByWays(asked, budget, (lengthMetres) => tell({ kind: 'better', lengthMetres }));
tell({ kind: 'done', carts });
