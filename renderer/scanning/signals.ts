// Four signals made in code, told apart with eyes closed: ok is one high clean tone, wrong two falling low ones, too many three
// quick equal ones, stop one long rough tone that repeats until acknowledged. Each under 350 ms.

export type Signal = 'ok' | 'wrong' | 'too-many' | 'stop';

/** One tone of a signal: from `fromMs` for `forMs`; `rough` beats against itself. */
export interface SignalTone {
  readonly hertz: number;
  readonly fromMs: number;
  readonly forMs: number;
  readonly shape: OscillatorType;
  readonly rough?: boolean;
}

export const signalTones: Readonly<Record<Signal, readonly SignalTone[]>> = {
  ok: [
    { hertz: 1760, fromMs: 0, forMs: 130, shape: 'sine' },
    { hertz: 3520, fromMs: 0, forMs: 60, shape: 'sine' },
  ],
  wrong: [
    { hertz: 392, fromMs: 0, forMs: 140, shape: 'square' },
    { hertz: 247, fromMs: 160, forMs: 180, shape: 'square' },
  ],
  'too-many': [
    { hertz: 988, fromMs: 0, forMs: 60, shape: 'triangle' },
    { hertz: 988, fromMs: 100, forMs: 60, shape: 'triangle' },
    { hertz: 988, fromMs: 200, forMs: 60, shape: 'triangle' },
  ],
  stop: [
    { hertz: 155, fromMs: 0, forMs: 340, shape: 'sawtooth', rough: true },
    { hertz: 164, fromMs: 0, forMs: 340, shape: 'sawtooth', rough: true },
  ],
};

/** The stop signal sounds again after this time until someone acknowledges it. */
const stopEveryMs = 1_000;

let context: AudioContext | undefined;
let volume = 0.8;
let stopTimer: ReturnType<typeof setInterval> | undefined;

/** 0 is silent, 1 as loud as the machine goes. */
export function setVolume(next: number): void {
  volume = next;
}

/** Makes the sound ready at the first key or touch, so that the first scan is not late. */
export function prepareSound(target: Window): void {
  // After the key is through: making the sound takes some 40 ms, and a first scan is not to stumble over it.
  const wake = () => setTimeout(() => void audio().resume());
  target.addEventListener('keydown', wake, { once: true, capture: true });
  target.addEventListener('pointerdown', wake, { once: true, capture: true });
}

/** Plays at once. `stop` goes on until `acknowledgeSignal`; any other signal leaves a running stop alone. */
export function playSignal(signal: Signal): void {
  playOnce(signal);
  if (signal !== 'stop' || stopTimer !== undefined) return;
  stopTimer = setInterval(() => playOnce('stop'), stopEveryMs);
}

/** Someone has read the stop. */
export function acknowledgeSignal(): void {
  clearInterval(stopTimer);
  stopTimer = undefined;
}

/** One time, for the volume test. */
export function playOnce(signal: Signal): void {
  if (volume <= 0) return;
  const sound = audio();
  if (sound.state === 'suspended') void sound.resume();
  for (const tone of signalTones[signal]) playTone(sound, tone);
}

function playTone(sound: AudioContext, tone: SignalTone): void {
  const start = sound.currentTime + tone.fromMs / 1_000;
  const end = start + tone.forMs / 1_000;
  const source = sound.createOscillator();
  source.type = tone.shape;
  source.frequency.value = tone.hertz;
  const loudness = sound.createGain();
  // Rising and falling in 4 ms: no clicks, and still a hard edge that carries over a hall.
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(volume * (tone.shape === 'sine' ? 0.9 : 0.5), start + 0.004);
  loudness.gain.setValueAtTime(volume * (tone.shape === 'sine' ? 0.9 : 0.5), end - 0.012);
  loudness.gain.linearRampToValueAtTime(0, end);
  source.connect(loudness).connect(sound.destination);
  source.start(start);
  source.stop(end);
  if (!tone.rough) return;
  const tremble = sound.createOscillator();
  const depth = sound.createGain();
  tremble.frequency.value = 34;
  depth.gain.value = volume * 0.35;
  tremble.connect(depth).connect(loudness.gain);
  tremble.start(start);
  tremble.stop(end);
}

function audio(): AudioContext {
  context ??= new AudioContext({ latencyHint: 'interactive' });
  return context;
}
