// Command lines that the launcher and the program must judge alike: whether the full screen will follow.

export const FOR_SCREEN: readonly (readonly [readonly string[]])[] = [
  [[]],
  [['demo']],
  [['replay', 'logs.db']],
  [['--utc', 'connect', 'http://localhost']],
  [['--config', 'logs', 'follow', 'app.log']],
  [['--config=a.yaml', '--fps', '5', '--color', 'never', 'attach']],
  [['--no-record', '--ascii']],
];

export const NOT_FOR_SCREEN: readonly (readonly [readonly string[]])[] = [
  [['--version']],
  [['demo', '--help']],
  [['-h']],
  [['logs', 'query', 'demo']],
  [['record', 'http://localhost']],
  [['help', 'demo']],
  [['frame', 'replay.db']],
  [['--config', 'demo', 'status']],
  [['dmeo']],
];
