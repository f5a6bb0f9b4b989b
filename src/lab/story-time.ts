// Story time is seconds after 14:20:00; people speak of it as a time of day.

/** Seconds after 14:20:00 of a time of day in the story. */
export function clockTime(hours: number, minutes: number, seconds = 0): number {
  return (hours - 14) * 3600 + (minutes - 20) * 60 + seconds;
}

/** Where the lab's clock stands at its start unless told otherwise: just before the threshold is crossed. */
export const OPENS_AT = clockTime(14, 31);

/** The first row of the history: an hour of quiet. */
export const HISTORY_FROM = clockTime(13, 20);
