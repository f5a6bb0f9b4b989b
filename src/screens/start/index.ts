// The start screen: nothing is configured, so what can be done now is one key away.
import { BLANK, line, span, words, type Line } from '../../lib/line.ts';
import { own } from '../../lib/text.ts';
import type { Effect } from '../../state/app.ts';
import type { Size } from '../../state/command.ts';
import { definePanel, type PanelCommand, type PanelPrompt } from '../../state/panel.ts';

type Launch = Extract<Effect, { kind: 'launch' }>['what'];

interface Choice {
  readonly what: Launch;
  readonly key: string;
  readonly title: string;
  readonly help: string;
  /** Label of the prompt that asks for it; absent where nothing is asked. */
  readonly asks?: string;
}

const CHOICES: readonly Choice[] = [
  { what: 'demo', key: 'd', title: 'Watch the demo', help: 'Follows the embedded lab: one incident, told over real protocols.' },
  { what: 'connect', key: 'c', title: 'Connect to an address', help: 'Finds out what speaks at a URL and follows it.', asks: 'URL' },
  { what: 'follow', key: 'o', title: 'Open a log file', help: 'Follows a file: JSON lines, logfmt, syslog, CEF or plain text.', asks: 'file' },
  { what: 'replay', key: 'r', title: 'Replay a session', help: 'Opens a recorded session file.', asks: 'session file' },
];

function launch(what: Launch, argument: string) {
  return [{ type: 'effect' as const, effect: { kind: 'launch' as const, what, argument } }];
}

function lines(_model: null, size: Size): readonly Line[] {
  const intro = [
    BLANK,
    words('  Nothing is configured yet. What to look at?', 'strong'),
    BLANK,
    ...CHOICES.flatMap((choice) => [
      line(span(own(`   ${choice.key}  `), 'key'), span(own(choice.title))),
      line(span(own(`      ${choice.help}`), 'dim')),
    ]),
    BLANK,
    words('  Your own sources, each time: write config.yaml.', 'dim'),
    words('  obs-tui config schema shows its shape.', 'dim'),
  ];
  return intro.slice(0, size.rows);
}

const commands: readonly PanelCommand<null, never>[] = CHOICES.map((choice, index) => ({
  id: `start.${choice.what}`,
  keys: [choice.key],
  title: choice.title,
  help: choice.help,
  footer: 10 + index,
  short: choice.what,
  run: () => (choice.asks === undefined ? launch(choice.what, '') : [{ type: 'prompt', open: `start.${choice.what}`, text: '' }]),
}));

const prompts: readonly PanelPrompt<null, never>[] = CHOICES.filter((choice) => choice.asks !== undefined).map((choice) => ({
  id: `start.${choice.what}`,
  label: choice.asks ?? '',
  check: (text) => (text.trim() === '' ? { ok: false, message: `Write a ${choice.asks}, or Esc.` } : { ok: true }),
  submit: (text) => launch(choice.what, text.trim()),
}));

export const startPanel = definePanel<null, null, never>({
  id: 'start',
  title: 'Start',
  init: null,
  update: (state) => state,
  select: () => null,
  lines,
  commands,
  prompts,
});
