// Global set-up of the end-to-end suite: without a bundle every test would fail on a time limit, and none would say why.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export default function requireBundle(): void {
  if (!existsSync(fileURLToPath(new URL('../../dist/main.js', import.meta.url)))) {
    throw new Error('dist/main.js is missing: run the end-to-end suite with `npm run test:e2e`, which builds first');
  }
}
