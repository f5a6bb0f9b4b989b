/** One key: its chord, and the text it types where it is printable. */
export interface KeyPress {
  readonly chord: string;
  readonly text: string | undefined;
}
