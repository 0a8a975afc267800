// The two fonts that labels are drawn with: Noto Sans SC 500 and 700, every GB 2312 character and the rare names too.
// In the installed program they lie beside it in resources/fonts; from a checkout they are read from their npm package.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Fault } from '../basics/fault.ts';

export interface LabelFonts {
  readonly medium: string;
  readonly bold: string;
}

const files = { medium: 'NotoSansSC_500Medium.ttf', bold: 'NotoSansSC_700Bold.ttf' } as const;

/** Fault `labels.fonts-missing` when the installation is incomplete. */
export function findLabelFonts(): LabelFonts {
  // Electron tells where the installed program's resources are; plain Node has no such property.
  const { resourcesPath } = process as { resourcesPath?: string };
  const folder = resourcesPath && join(resourcesPath, 'fonts');
  if (folder && existsSync(join(folder, files.medium))) {
    return { medium: join(folder, files.medium), bold: join(folder, files.bold) };
  }
  const require = createRequire(import.meta.url);
  try {
    return {
      medium: require.resolve(`@expo-google-fonts/noto-sans-sc/500Medium/${files.medium}`),
      bold: require.resolve(`@expo-google-fonts/noto-sans-sc/700Bold/${files.bold}`),
    };
  } catch (thrown) {
    throw new Fault('labels.fonts-missing', 'never', {}, thrown);
  }
}
