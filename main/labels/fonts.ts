// The fonts that labels are drawn with, in two weights: Noto Sans SC (every GB 2312 character and the rare names too), and behind it
// Noto Sans Thai and Noto Sans Arabic for what it lacks. In the installed program they lie beside it in resources/fonts; from a
// checkout they are read from their npm packages.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Fault } from '../basics/fault.ts';

/** Font files, the first one first: a character is drawn by the first that has it. */
export interface LabelFonts {
  readonly medium: readonly string[];
  readonly bold: readonly string[];
}

const families = [
  ['noto-sans-sc', 'NotoSansSC'],
  ['noto-sans-thai', 'NotoSansThai'],
  ['noto-sans-arabic', 'NotoSansArabic'],
] as const;

/** Fault `labels.fonts-missing` when the installation is incomplete. */
export function findLabelFonts(): LabelFonts {
  // Electron tells where the installed program's resources are; plain Node has no such property.
  const { resourcesPath } = process as { resourcesPath?: string };
  const folder = resourcesPath && join(resourcesPath, 'fonts');
  const require = createRequire(import.meta.url);
  const find = (pack: string, family: string, weight: '500Medium' | '700Bold') => {
    const file = `${family}_${weight}.ttf`;
    if (folder && existsSync(join(folder, file))) return join(folder, file);
    return require.resolve(`@expo-google-fonts/${pack}/${weight}/${file}`);
  };
  try {
    return {
      medium: families.map(([pack, family]) => find(pack, family, '500Medium')),
      bold: families.map(([pack, family]) => find(pack, family, '700Bold')),
    };
  } catch (thrown) {
    throw new Fault('labels.fonts-missing', 'never', {}, thrown);
  }
}
