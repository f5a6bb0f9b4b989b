// Starts a recording inline, as the worker does on its thread, and remembers what it told.
import { onTestFinished } from 'vitest';
import type { FromRecorder } from '../../src/data/recorder/protocol.ts';
import { startRecording, type Recording } from '../../src/data/recorder/record.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { until } from './processes.ts';

export interface Told {
  readonly recording: Recording;
  readonly messages: readonly FromRecorder[];
  /** Resolves once a message of this type was told. */
  heard(type: FromRecorder['type']): Promise<void>;
  /** Closes and waits until the file is final. */
  finish(): Promise<void>;
}

export function record(file: string, ...sources: readonly unknown[]): Told {
  const messages: FromRecorder[] = [];
  const recording = startRecording({ place: { file }, title: 'a test', sources }, { clock: systemClock, random: Math.random, tell: (message) => void messages.push(message) });
  const finish = async (): Promise<void> => {
    recording.close();
    await recording.done;
  };
  onTestFinished(finish);
  return { recording, messages, finish, heard: (type) => until(() => messages.some((message) => message.type === type), `the message "${type}"`) };
}
