// Which field names mean the same thing. One table for every format and every backend, so that `service` is one idea on the
// screen whatever its writer called it. A name that stands earlier wins; the loser stays an attribute.

export type Role = 'time' | 'level' | 'message' | 'service' | 'node' | 'trace' | 'span';

export interface RoleEntry {
  readonly role: Role;
  /** Its place among all names, from 0. */
  readonly index: number;
  /** 0 is the most trusted name of its role. */
  readonly rank: number;
  /** The field also stays an attribute, because people filter by its own name. */
  readonly stays: boolean;
}

const NAMES: Readonly<Record<Role, readonly string[]>> = {
  time: [
    'timestamp', '@timestamp', 'ts', 'time', 't', 'datetime', 'date', '@t', 'eventTime', 'event_time', 'created_at', 'rt',
    '__REALTIME_TIMESTAMP', '_SOURCE_REALTIME_TIMESTAMP', 'timeUnixNano', 'observedTimeUnixNano',
  ],
  level: [
    'level', 'severity', 'lvl', 'levelname', 'log.level', 'loglevel', 'log_level', 'logLevel', 'severityText', 'severity_text',
    '@l', 'PRIORITY', 'priority', 'severityNumber', 'severity_number',
  ],
  message: [
    'message', 'msg', '@message', 'MESSAGE', '@m', 'short_message', 'text', 'body', 'log', 'description', 'event', 'event_type',
    'type', 'exception', 'error', 'err',
  ],
  service: [
    'service', 'service.name', 'service_name', 'serviceName', 'component', 'logger', 'logger_name', 'app', 'application', 'subsystem',
    'SYSLOG_IDENTIFIER', 'program', 'target', '_SYSTEMD_UNIT', '_COMM',
  ],
  node: [
    'node', 'host', 'hostname', 'host.name', 'node_name', 'nodename', 'instance', 'pod', 'pod_name', 'k8s.pod.name', 'source_host', '_HOSTNAME',
  ],
  trace: ['trace_id', 'traceId', 'trace.id', 'traceID', 'TraceId', 'traceid', 'otelTraceID', 'dd.trace_id', 'causal_trace_id'],
  span: ['span_id', 'spanId', 'span.id', 'spanID', 'SpanId', 'spanid', 'otelSpanID', 'dd.span_id'],
};

/** Names that describe more than the role they fill: `event:session_*` must find what the operator's own manual calls it. */
const STAYS: ReadonlySet<string> = new Set(['event', 'event_type', 'type', 'description', 'exception', 'error', 'err', 'target']);

export const ROLES: ReadonlyMap<string, RoleEntry> = new Map(
  (['time', 'level', 'message', 'service', 'node', 'trace', 'span'] as const)
    .flatMap((role) => NAMES[role].map((name, rank) => ({ name, role, rank, stays: STAYS.has(name) })))
    .map(({ name, ...entry }, index): [string, RoleEntry] => [name, { ...entry, index }]),
);

/** Parents whose members are looked at under `parent.child`: the nested spelling of Elastic's and OpenTelemetry's names. */
export const PARENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['service', ['name']],
  ['host', ['name']],
  ['log', ['level']],
  ['trace', ['id']],
  ['span', ['id']],
]);

/** Objects that only wrap fields: their members count as fields of the record itself. `fields` is tracing-subscriber's. */
export const WRAPPERS: ReadonlySet<string> = new Set(['attributes', 'fields']);
