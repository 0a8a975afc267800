import { describe, expect, it } from 'vitest';
import {
  covers,
  findPlace,
  isRegion,
  readRegions,
  tidyRegions,
} from '../../main/compliance/templates/regions.ts';

const regions = readRegions();

describe('the list of places', () => {
  it('has every province, each with its cities', () => {
    expect(Object.keys(regions)).toHaveLength(34);
    expect(Object.values(regions).every((cities) => Object.keys(cities).length > 0)).toBe(true);
  });

  it('finds each of its own cities and districts in an address', () => {
    const lost: string[] = [];
    for (const [province, cities] of Object.entries(regions)) {
      for (const [city, districts] of Object.entries(cities)) {
        for (const district of [null, ...districts]) {
          const place = findPlace(regions, `${province}${city}${district ?? ''}某路 1 号`);
          if (place?.province !== province || place.city !== city || place.district !== district) {
            lost.push(`${province}${city}${district ?? ''}`);
          }
        }
      }
    }

    expect(lost).toEqual([]);
  });
});

describe('an address', () => {
  it('is read in the short forms people write', () => {
    expect(findPlace(regions, '浙江 杭州 西湖区 ****')).toEqual({
      province: '浙江省',
      city: '杭州市',
      district: '西湖区',
    });
    expect(findPlace(regions, '北京朝阳区望京')).toEqual({
      province: '北京市',
      city: '北京市',
      district: '朝阳区',
    });
    expect(findPlace(regions, '内蒙古呼和浩特新城区')).toMatchObject({
      province: '内蒙古自治区',
      city: '呼和浩特市',
    });
    expect(findPlace(regions, '义乌街道')).toBeUndefined();
  });

  it('is not led astray by a street that is called like a city', () => {
    expect(findPlace(regions, '上海市黄浦区南京东路')).toMatchObject({
      province: '上海市',
      district: '黄浦区',
    });
    expect(findPlace(regions, '广东省广州市越秀区中山六路')).toMatchObject({
      city: '广州市',
      district: '越秀区',
    });
    expect(findPlace(regions, '吉林省长春市朝阳区')).toMatchObject({ city: '长春市', district: '朝阳区' });
    expect(findPlace(regions, '海南省海口市龙华区')).toMatchObject({ province: '海南省', city: '海口市' });
  });
});

describe('a choice of places', () => {
  it('covers what lies inside it', () => {
    const place = { province: '浙江省', city: '杭州市', district: '西湖区' };

    expect(covers(['浙江省'], place)).toBe('yes');
    expect(covers(['浙江省/杭州市/余杭区'], place)).toBe('no');
    expect(covers(['浙江省/杭州市/余杭区'], { ...place, district: null })).toBe('partly');
  });

  it('is told once, by its widest place', () => {
    expect(tidyRegions(['浙江省/杭州市', '浙江省', '上海市', '上海市'])).toEqual(['上海市', '浙江省']);
    expect(isRegion(regions, '浙江省/杭州市/西湖区')).toBe(true);
    expect(isRegion(regions, '浙江省/西湖区')).toBe(false);
    expect(isRegion(regions, 'constructor')).toBe(false);
  });
});
