// What OTLP (proto 1.11) has on the wire, under the names of its JSON form, as far as it is read: exemplars, the buckets of exponential
// histograms and schema addresses are not.
import { messagesOf, type Message, type Schema } from './message.ts';

const SCHEMA: Schema = {
  TracesData: [[1, 'resourceSpans', 'ResourceSpans', 'list']],
  ResourceSpans: [[1, 'resource', 'Resource'], [2, 'scopeSpans', 'ScopeSpans', 'list']],
  ScopeSpans: [[1, 'scope', 'Scope'], [2, 'spans', 'Span', 'list']],
  Span: [
    [1, 'traceId', 'bytes'], [2, 'spanId', 'bytes'], [3, 'traceState', 'string'], [4, 'parentSpanId', 'bytes'], [5, 'name', 'string'],
    [6, 'kind', 'int32'], [7, 'startTimeUnixNano', 'fixed64'], [8, 'endTimeUnixNano', 'fixed64'], [9, 'attributes', 'KeyValue', 'list'],
    [10, 'droppedAttributesCount', 'uint32'], [11, 'events', 'Event', 'list'], [12, 'droppedEventsCount', 'uint32'],
    [13, 'links', 'Link', 'list'], [14, 'droppedLinksCount', 'uint32'], [15, 'status', 'Status'], [16, 'flags', 'fixed32'],
  ],
  Event: [[1, 'timeUnixNano', 'fixed64'], [2, 'name', 'string'], [3, 'attributes', 'KeyValue', 'list']],
  Link: [[1, 'traceId', 'bytes'], [2, 'spanId', 'bytes'], [3, 'traceState', 'string'], [4, 'attributes', 'KeyValue', 'list']],
  Status: [[2, 'message', 'string'], [3, 'code', 'int32']],

  LogsData: [[1, 'resourceLogs', 'ResourceLogs', 'list']],
  ResourceLogs: [[1, 'resource', 'Resource'], [2, 'scopeLogs', 'ScopeLogs', 'list']],
  ScopeLogs: [[1, 'scope', 'Scope'], [2, 'logRecords', 'LogRecord', 'list']],
  LogRecord: [
    [1, 'timeUnixNano', 'fixed64'], [2, 'severityNumber', 'int32'], [3, 'severityText', 'string'], [5, 'body', 'AnyValue'],
    [6, 'attributes', 'KeyValue', 'list'], [7, 'droppedAttributesCount', 'uint32'], [8, 'flags', 'fixed32'], [9, 'traceId', 'bytes'],
    [10, 'spanId', 'bytes'], [11, 'observedTimeUnixNano', 'fixed64'], [12, 'eventName', 'string'],
  ],

  MetricsData: [[1, 'resourceMetrics', 'ResourceMetrics', 'list']],
  ResourceMetrics: [[1, 'resource', 'Resource'], [2, 'scopeMetrics', 'ScopeMetrics', 'list']],
  ScopeMetrics: [[1, 'scope', 'Scope'], [2, 'metrics', 'Metric', 'list']],
  Metric: [
    [1, 'name', 'string'], [3, 'unit', 'string'], [5, 'gauge', 'Gauge'], [7, 'sum', 'Sum'], [9, 'histogram', 'Histogram'],
    [10, 'exponentialHistogram', 'ExponentialHistogram'], [11, 'summary', 'Summary'],
  ],
  Gauge: [[1, 'dataPoints', 'NumberPoint', 'list']],
  Sum: [[1, 'dataPoints', 'NumberPoint', 'list'], [2, 'aggregationTemporality', 'int32'], [3, 'isMonotonic', 'bool']],
  Histogram: [[1, 'dataPoints', 'HistogramPoint', 'list'], [2, 'aggregationTemporality', 'int32']],
  ExponentialHistogram: [[1, 'dataPoints', 'ExponentialPoint', 'list'], [2, 'aggregationTemporality', 'int32']],
  Summary: [[1, 'dataPoints', 'SummaryPoint', 'list']],
  NumberPoint: [
    [2, 'startTimeUnixNano', 'fixed64'], [3, 'timeUnixNano', 'fixed64'], [4, 'asDouble', 'double'], [6, 'asInt', 'sfixed64'],
    [7, 'attributes', 'KeyValue', 'list'], [8, 'flags', 'uint32'],
  ],
  HistogramPoint: [
    [2, 'startTimeUnixNano', 'fixed64'], [3, 'timeUnixNano', 'fixed64'], [4, 'count', 'fixed64'], [5, 'sum', 'double'],
    [6, 'bucketCounts', 'fixed64', 'list'], [7, 'explicitBounds', 'double', 'list'], [9, 'attributes', 'KeyValue', 'list'], [10, 'flags', 'uint32'],
  ],
  ExponentialPoint: [
    [1, 'attributes', 'KeyValue', 'list'], [2, 'startTimeUnixNano', 'fixed64'], [3, 'timeUnixNano', 'fixed64'], [4, 'count', 'fixed64'],
    [5, 'sum', 'double'], [10, 'flags', 'uint32'],
  ],
  SummaryPoint: [
    [2, 'startTimeUnixNano', 'fixed64'], [3, 'timeUnixNano', 'fixed64'], [4, 'count', 'fixed64'], [5, 'sum', 'double'],
    [6, 'quantileValues', 'Quantile', 'list'], [7, 'attributes', 'KeyValue', 'list'], [8, 'flags', 'uint32'],
  ],
  Quantile: [[1, 'quantile', 'double'], [2, 'value', 'double']],

  Resource: [[1, 'attributes', 'KeyValue', 'list']],
  Scope: [[1, 'name', 'string'], [2, 'version', 'string']],
  KeyValue: [[1, 'key', 'string'], [2, 'value', 'AnyValue']],
  AnyValue: [
    [1, 'stringValue', 'string'], [2, 'boolValue', 'bool'], [3, 'intValue', 'int64'], [4, 'doubleValue', 'double'],
    [5, 'arrayValue', 'ArrayValue'], [6, 'kvlistValue', 'KeyValueList'], [7, 'bytesValue', 'bytes'],
  ],
  ArrayValue: [[1, 'values', 'AnyValue', 'list']],
  KeyValueList: [[1, 'values', 'KeyValue', 'list']],
};

const MESSAGES = messagesOf(SCHEMA);

/** The bodies of the three exports. */
export const TRACES_DATA = messageOf('TracesData');
export const LOGS_DATA = messageOf('LogsData');
export const METRICS_DATA = messageOf('MetricsData');

function messageOf(name: string): Message {
  const message = MESSAGES.get(name);
  if (message === undefined) throw new TypeError(`the schema has no ${name}`);
  return message;
}
