// Asks for a passphrase as the commands do, and says what it got in a form that cannot be taken for an echo.
import { passphraseToLock, passphraseToOpen } from '../../src/cli/incident-keys.ts';
import { report } from '../../src/cli/report.ts';

const [what = '', passphraseFile] = process.argv.slice(2);
const options = passphraseFile === undefined ? {} : { passphraseFile };

try {
  const passphrase = what === 'lock' ? await passphraseToLock(options) : await passphraseToOpen(what, options);
  process.stdout.write(`got ${Buffer.from(passphrase).toString('hex')}, kept ${process.env['OBS_TUI_PASSPHRASE'] ?? 'nothing'}\n`);
} catch (error) {
  process.exitCode = await report(error);
}
