// asciichart carries no types.
declare module 'asciichart' {
  interface PlotConfig {
    readonly height?: number;
    readonly min?: number;
    readonly max?: number;
    readonly offset?: number;
    readonly format?: (value: number) => string;
    readonly symbols?: readonly string[];
  }
  export function plot(series: readonly number[], config?: PlotConfig): string;
}
