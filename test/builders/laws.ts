// fast-check as all laws use it. CI judges the same cases every time, so what is red there is the change's doing; at a desk each run judges
// other cases, and what it finds is printed with its seed.

import fc from 'fast-check';

if (process.env['CI']) fc.configureGlobal({ seed: 20_260_922 });

export { fc };
