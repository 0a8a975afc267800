import { describe, expect, it } from 'vitest';
import { settingSpecs } from '../../../main/settings/setting.ts';
import { choicesOf, groupOf, unitOf } from '../../../renderer/settings/setting-groups.ts';

const names = Object.keys(settingSpecs);

describe('every setting', () => {
  it('stands in a group, except what a screen keeps for itself', () => {
    const homeless = names.filter((name) => groupOf(name) === null && !name.startsWith('screen.'));

    expect(homeless).toEqual([]);
  });

  it('of a time or a size has its unit', () => {
    const wordless = names.filter(
      (name) => /(Ms|Seconds|Minutes|Hours|Days|Megabytes)$/.test(name) && unitOf(name) === null,
    );

    expect(wordless).toEqual([]);
  });

  it('with a choice offers exactly what the station takes', () => {
    for (const [name, choices] of Object.entries(choicesOf)) {
      const { schema } = settingSpecs[name as keyof typeof settingSpecs]; // the names of choicesOf are settings
      expect(choices.filter((choice) => !schema.safeParse(choice).success)).toEqual([]);
      expect(schema.safeParse('something else').success).toBe(false);
    }
  });
});
