import { beforeAll, describe, expect, it } from 'vitest';
import { sayCode, sayRefusal } from '../../../renderer/text/sentence.tsx';
import { hasText, presentLanguage, say, setLanguage, startText } from '../../../renderer/text/text.ts';

beforeAll(() => startText('en'));

describe('a sentence in English', () => {
  it('speaks of one and of many', () => {
    expect(say('frame.waiting', { count: 1 })).toBe('1 shipment waiting');
    expect(say('frame.waiting', { count: 132 })).toBe('132 shipments waiting');
  });

  it('joins lists as people do', () => {
    expect(say('refusal.scan.unknown', { code: ['A', 'B'] })).toContain('A, B');
  });

  it('names a bench by its number', () => {
    expect(say('bench.instruction.open-elsewhere', { benchId: 'bench-2' })).toContain('bench 2:');
  });

  it('leaves a blank empty where nothing is known', () => {
    expect(say('refusal.request.malformed', { field: null })).not.toContain('{{');
  });
});

describe('a refusal', () => {
  it('is said in its own sentence', () => {
    expect(sayRefusal({ code: 'station.read-only', facts: {} })).toBe(say('refusal.station.read-only'));
  });

  it('of a newer station falls to a sentence that can be quoted', () => {
    expect(sayRefusal({ code: 'moon.full', facts: {} })).toContain('moon.full');
  });

  it('of a bug tells its reference', () => {
    expect(sayRefusal({ code: 'bug', facts: { reference: 'A1B2C3D4' } })).toContain('A1B2C3D4');
  });

  it('that is a fault of the world is looked up as one', () => {
    expect(sayRefusal({ code: 'fault.vault.key-unreadable', facts: {} })).toBe(
      say('fault.vault.key-unreadable'),
    );
  });
});

describe('a code from the station', () => {
  it('stands as it is where no word is known for it', () => {
    expect(sayCode('parcel.state', 'on-the-moon')).toBe('on-the-moon');
    expect(sayCode('parcel.state', 'packed')).toBe('Packed');
  });
});

describe('another language', () => {
  it('is spoken as soon as its sentences are there', async () => {
    await startText('en');

    await setLanguage('zh-CN');

    expect(presentLanguage()).toBe('zh-CN');
    expect(say('frame.online')).toBe('在线');
    expect(say('frame.waiting', { count: 132 })).toContain('132');
    expect(hasText('frame.online')).toBe(true);
  });

  it('is the last one that was asked for, however many were', async () => {
    await startText('en');

    await Promise.all([setLanguage('zh-CN'), setLanguage('en'), setLanguage('zh-CN'), setLanguage('en')]);

    expect(presentLanguage()).toBe('en');
    expect(say('frame.online')).toBe('Online');
  });

  it('may be asked for before the first one is there', async () => {
    const first = startText('en');

    await setLanguage('zh-CN');
    await first;

    expect(say('frame.online')).toBe('在线');
  });
});
