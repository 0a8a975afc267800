// The places of a service template: provinces, their cities, the districts of the cities that are listed with them. A place is
// named by its path, `浙江省/杭州市/西湖区`; choosing a place chooses everything inside it.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Bug } from '../../basics/assert.ts';

const fileSchema = z.record(z.string(), z.record(z.string(), z.array(z.string())));

export type Regions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** As it is written in an address; null where the address does not say. */
export interface Place {
  readonly province: string;
  readonly city: string | null;
  readonly district: string | null;
}

let known: Regions | undefined;

/** resources/regions/china.json, read once: it is part of the program and never changes while it runs. */
export function readRegions(): Regions {
  known ??= fileSchema.parse(JSON.parse(readFileSync(findFile(), 'utf8')));
  return known;
}

export function isRegion(regions: Regions, path: string): boolean {
  const [province = '', city, district, ...rest] = path.split('/');
  const cities = Object.hasOwn(regions, province) ? regions[province] : undefined;
  if (!cities || rest.length > 0) return false;
  if (city === undefined) return true;
  const districts = Object.hasOwn(cities, city) ? cities[city] : undefined;
  return districts !== undefined && (district === undefined || districts.includes(district));
}

/** Without what lies inside something else that is chosen. Sorted, so that the same choice is the same text. */
export function tidyRegions(paths: readonly string[]): string[] {
  const chosen = new Set(paths);
  return [...chosen].filter((path) => !parentsOf(path).some((parent) => chosen.has(parent))).sort();
}

function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** `partly`: the address does not say the district, and only some districts of its city are chosen. */
export function covers(paths: readonly string[], place: Place): 'yes' | 'no' | 'partly' {
  const whole = [place.province, place.city, place.district].filter((part) => part !== null).join('/');
  if (paths.some((path) => path === whole || whole.startsWith(`${path}/`))) return 'yes';
  return paths.some((path) => path.startsWith(`${whole}/`)) ? 'partly' : 'no';
}

/** Where an address lies. Undefined where it begins with no province and no city that we know. */
export function findPlace(regions: Regions, address: string): Place | undefined {
  const text = address.normalize('NFKC').replace(/[\s,，/·-]/g, '');
  const all = Object.entries(regions).flatMap(([province, cities]) =>
    Object.keys(cities).map((city) => ({ province, city })),
  );
  // Whole names before short ones: 吉林市 is a city, 吉林 most likely the province.
  for (const spell of [(name: string) => name, shortOf]) {
    const province = Object.keys(regions).find((name) => text.startsWith(spell(name)));
    if (province !== undefined) return placeIn(regions, province, text.slice(spell(province).length));
    const found = all.find(({ city }) => text.startsWith(spell(city)));
    if (found) return placeIn(regions, found.province, text);
  }
  return undefined;
}

/** A city is looked for where the province ends: a street further on may be called like one (南京东路). */
const cityWithin = 4;

function placeIn(regions: Regions, province: string, rest: string): Place {
  const cities = regions[province] ?? {};
  const names = Object.keys(cities);
  const ranked = names
    .flatMap((city) => [city, shortOf(city)].map((name) => ({ city, name, at: rest.indexOf(name) })))
    .filter(({ at }) => at >= 0 && at <= cityWithin)
    .sort((a, b) => a.at - b.at || b.name.length - a.name.length);
  const best = ranked[0];
  // 北京朝阳区: where there is only one city it need not be said.
  const city = best?.city ?? (names.length === 1 ? names[0] : undefined);
  if (city === undefined) return { province, city: null, district: null };
  const after = best ? rest.slice(best.at + best.name.length) : rest;
  const district = cities[city]?.find((each) => after.includes(each)) ?? null;
  return { province, city, district };
}

const endings = /(维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|自治州|地区|省|市|盟)$/;

/** 浙江省 → 浙江, 内蒙古自治区 → 内蒙古; a name of one character keeps its ending. */
function shortOf(name: string): string {
  const short = name.replace(endings, '');
  return short.length < 2 ? name : short;
}

/** The same code runs from main/, bundled in out/main/ and packed in app.asar: resources/ lies above each of them. */
function findFile(): string {
  for (let above = import.meta.dirname; ; above = dirname(above)) {
    const file = join(above, 'resources', 'regions', 'china.json');
    if (existsSync(file)) return file;
    if (dirname(above) === above) throw new Bug('resources/regions lies above the running code');
  }
}
