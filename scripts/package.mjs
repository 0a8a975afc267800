// npm run package: the installers of this system by electron-builder, into dist/. Further words go to electron-builder,
// e.g. `npm run package -- --linux --dir`.

import { join } from 'node:path';
import { become, pinnedNode, prepare, root } from './prepare.mjs';

prepare();
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
become(pinnedNode(), [builder, '--publish', 'never', ...process.argv.slice(2)], { cwd: root });
