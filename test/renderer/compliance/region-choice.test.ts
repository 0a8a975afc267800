import { describe, expect, it } from 'vitest';
import { choiceOf, toggleRegion } from '../../../renderer/compliance/region-choice.ts';

const regions = { 浙江省: { 杭州市: ['西湖区', '余杭区'], 宁波市: [] }, 上海市: { 上海市: [] } };

describe('ticking places', () => {
  it('takes a place with everything inside, and forgets what was ticked there', () => {
    const chosen = toggleRegion(regions, ['浙江省/杭州市/西湖区'], '浙江省');

    expect(chosen).toEqual(['浙江省']);
    expect(choiceOf(chosen, '浙江省/杭州市/余杭区')).toBe('whole');
    expect(choiceOf(chosen, '上海市')).toBe('none');
  });

  it('leaves the neighbours when one is unticked inside', () => {
    const chosen = toggleRegion(regions, ['浙江省'], '浙江省/杭州市/西湖区');

    expect(chosen.sort()).toEqual(['浙江省/宁波市', '浙江省/杭州市/余杭区'].sort());
    expect(choiceOf(chosen, '浙江省/杭州市')).toBe('partly');
  });

  it('calls a full house by its parent', () => {
    const chosen = toggleRegion(regions, ['浙江省/宁波市', '浙江省/杭州市/余杭区'], '浙江省/杭州市/西湖区');

    expect(chosen).toEqual(['浙江省']);
  });

  it('unticks what was ticked', () => {
    expect(toggleRegion(regions, ['上海市', '浙江省'], '上海市')).toEqual(['浙江省']);
  });
});
