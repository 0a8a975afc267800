// npm run --silent call -- NAME JSON [--data DIR] [--training]: one request, its answer as JSON on standard output.
// Exit code 0, 1 when refused, 2 when the world or the program failed. `--list` shows every request with its argument.

import { join } from 'node:path';
import { become, pinnedNode, prepare, root } from './prepare.mjs';

prepare({ sparesRunning: true });
become(pinnedNode(), [join(root, 'out', 'main', 'terminal.js'), ...process.argv.slice(2)]);
