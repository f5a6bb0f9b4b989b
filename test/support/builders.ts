// Drafts that session.ts has no builder for, and text that means harm.
import type { NoteDraft, PanelDefinition, PanelDraft, RejectDraft, SampleDraft } from '../../src/model/signal.ts';
import { aSample, at } from './session.ts';

export function aReject(seconds: number, over: Partial<RejectDraft> = {}): RejectDraft {
  return { kind: 'reject', at: at(seconds), reason: 'not JSON', excerpt: '{"level":', ...over };
}

export function aNote(seconds: number, text = 'seen by the night shift'): NoteDraft {
  return { kind: 'note', at: at(seconds), text };
}

export function aPanel(id: string, over: Partial<PanelDefinition> = {}, seconds = 0): PanelDraft {
  return { kind: 'panel', at: at(seconds), panel: { id, title: id, expr: `sum(${id})`, source: 'metrics', ...over } };
}

/** A value of a panel's expression, as the evaluator records it. */
export function aPanelSample(panel: string, seconds: number, value: number, labels: SampleDraft['labels'] = {}): SampleDraft {
  return aSample(seconds, value, { name: panel, panel, labels });
}

/** What must never reach a terminal as it is: it acts, hides, reorders, or has no width that anybody agrees on. */
export const HOSTILE: readonly string[] = [
  '\u001b]52;c;Y3VybCBldmlsLnRlc3R8c2g=\u0007copied', '\u001b]8;;http://evil.test\u001b\\click\u001b]8;;\u001b\\', '\u001b[2J\u001b[?1049l', '\u009b31mred',
  '\u0090q\u009c', '\u0000\u0007\b\r\t\u007f\u0085', 'first\nsecond\r\nthird', 'user\u202etxt.exe', '\u2066\u200f\u061c', 'a\u200bb\u200dc\ufeff', '\u2028\u2029',
  '\u{e0041}\u{e0100}', '\ud800 half \udc00', '漢字かなカナ한글', '😀👍🏽👨‍👩‍👧🇩🇪⚠️1️⃣', 'ﷺﷺﷺ', 'क्षि', `z${'\u0301'.repeat(40)}`, '\u115f\u3164\u00ad', 'İstanbul İİİ😀', '\uffff\u{1ffff}', '',
];

/** Must not stand in any text that is drawn; selectors that choose between two looks of a character may. */
export const FORBIDDEN = /(?![\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u;
