// Examples for the help of each command, by its path from the program down. A test runs every one of them through the parser.

export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  '': ['obs-tui demo', 'obs-tui connect http://localhost:9090', 'obs-tui follow /var/log/app.log'],
  demo: ['obs-tui demo', 'obs-tui demo --rate 2000 --speed 4'],
  connect: ['obs-tui connect http://localhost:9090', 'obs-tui connect ws://node:8545 http://node:9100/metrics'],
  follow: ['obs-tui follow app.log worker.log', 'obs-tui follow trace.json', 'kubectl logs -f deploy/api | obs-tui follow -'],
  replay: ['obs-tui replay incident.db', 'obs-tui replay incident.db --at 14:35 --speed 4'],
  record: ['obs-tui record', 'obs-tui record --duration 15m --out incident.db http://localhost:9090'],
  frame: ['obs-tui frame incident.db', 'obs-tui frame incident.db --screen logs --at 14:35 --size 80x24'],
  'logs query': [
    "obs-tui logs query 'level>=warn service:api' --last 15m",
    "obs-tui logs query 'duration_ms>500' --ndjson | jq .message",
    'obs-tui logs query --session incident.db --since 14:20 --until 14:50 -- -path:/health',
  ],
  correlate: ['obs-tui correlate --timestamp 14:35 --window 15m', 'obs-tui correlate --session incident.db --timestamp 2025-12-06T14:35:00Z --utc --all'],
  'trace show': ['obs-tui trace show 4bf92f3577b3', 'obs-tui trace show 4bf92f --session incident.db --json | jq .bottleneck'],
  'trace search': ["obs-tui trace search --service treasury --duration '>1s' --last 24h", 'obs-tui trace search --errors --json | jq -r .traces[].trace_id'],
  'trace analyze': ['obs-tui trace analyze 4bf92f3577b3', 'obs-tui trace analyze 4bf92f3577b3 --find-bottleneck'],
  'trace compare': ['obs-tui trace compare 4bf92f a1b2c3 --session incident.db'],
  'alert list': ['obs-tui alert list --status firing', 'obs-tui alert list --session incident.db --at 14:35 --json'],
  'alert show': ['obs-tui alert show f33f1d8a49203528'],
  'alert ack': ["obs-tui alert ack HighCPUUsage --comment 'looking at it'"],
  'alert silence': [
    'obs-tui alert silence --node brick-02 --duration 1h --reason maintenance',
    "obs-tui alert silence --matcher 'job=~\"batch-.*\"' --duration 30m --reason test",
  ],
  'alert expire': ['obs-tui alert expire 08889c6d-8248-4d57-8e66-ab4709fc6448 --yes'],
  lab: ['obs-tui lab --port 8600 --seed 7', 'obs-tui lab --drop-every 30s --generation 2'],
  'config check': ['obs-tui config check', 'obs-tui --config ./staging.yaml config check'],
  'config schema': ['obs-tui config schema > config.schema.json'],
  doctor: ['obs-tui doctor'],
  completion: ['obs-tui completion bash > ~/.local/share/bash-completion/completions/obs-tui'],
};
