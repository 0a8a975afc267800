// npm run optima -- DIR [--json] [--batch --seconds N]: walks against published optima; see test/optima/run-optima.ts.

import { join } from 'node:path';
import { become, ensureInstalled, pinnedNode, root } from './prepare.mjs';

ensureInstalled();
become(pinnedNode(), [join(root, 'test', 'optima', 'run-optima.ts'), ...process.argv.slice(2)]);
