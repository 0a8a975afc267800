// A test of a shop's connection that came to nothing, as a person is told of it.

import { isFault } from '../basics/fault.ts';
import type { ConnectionTest } from './platform.ts';

/** What nobody but the station says: the platform had no words. */
export function failedTest(code: string): ConnectionTest {
  return { isOk: false, code, facts: {}, words: '', logId: null };
}

/** What a fault tells, its words and number in blanks of the sentence too. What is no fault is thrown on. */
export function testFailedBy(thrown: unknown): ConnectionTest {
  if (!isFault(thrown)) throw thrown;
  const { words = '', logId = null, ...facts } = thrown.facts;
  return {
    isOk: false,
    code: `fault.${thrown.code}`,
    facts: { words: String(words), logId: String(logId ?? ''), ...facts },
    words: String(words),
    logId: logId === null ? null : String(logId),
  };
}
