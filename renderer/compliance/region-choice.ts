// Ticking places: a choice is a list of paths, each standing for everything inside it. Pure.

type Regions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export function choiceOf(chosen: readonly string[], path: string): 'whole' | 'partly' | 'none' {
  if (chosen.some((each) => each === path || path.startsWith(`${each}/`))) return 'whole';
  return chosen.some((each) => each.startsWith(`${path}/`)) ? 'partly' : 'none';
}

/** Ticks or unticks a place. Unticking inside a chosen place leaves its neighbours chosen; a full house becomes its parent. */
export function toggleRegion(regions: Regions, chosen: readonly string[], path: string): string[] {
  if (choiceOf(chosen, path) !== 'whole') {
    return joinFull(
      regions,
      [...chosen.filter((each) => !each.startsWith(`${path}/`)), path],
      parentOf(path),
    );
  }
  const holder = chosen.find((each) => each === path || path.startsWith(`${each}/`)) ?? path;
  let left = chosen.filter((each) => each !== holder);
  // Down from the place that holds it: at each step all neighbours stay.
  for (let at = holder; at !== path; ) {
    const next = path
      .split('/')
      .slice(0, at.split('/').length + 1)
      .join('/');
    left = [...left, ...insideOf(regions, at).filter((each) => each !== next)];
    at = next;
  }
  return left;
}

function joinFull(regions: Regions, chosen: readonly string[], parent: string | undefined): string[] {
  if (parent === undefined) return [...chosen];
  const inside = insideOf(regions, parent);
  if (!inside.every((each) => chosen.includes(each))) return [...chosen];
  const joined = [...chosen.filter((each) => !each.startsWith(`${parent}/`)), parent];
  return joinFull(regions, joined, parentOf(parent));
}

function parentOf(path: string): string | undefined {
  const at = path.lastIndexOf('/');
  return at < 0 ? undefined : path.slice(0, at);
}

function insideOf(regions: Regions, path: string): string[] {
  const [province = '', city] = path.split('/');
  const names = city === undefined ? Object.keys(regions[province] ?? {}) : (regions[province]?.[city] ?? []);
  return names.map((name) => `${path}/${name}`);
}
