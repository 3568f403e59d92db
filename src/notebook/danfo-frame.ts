/** A danfo `DataFrame`; no more than `Frame` if danfo is not installed. */
export type DanfoFrame =
  // biome-ignore lint/suspicious/noTsIgnore: an error is expected only where danfo is not installed
  /** @ts-ignore */
  import('danfojs-node').DataFrame;

declare module '../base/frame.js' {
  interface Frame extends DanfoFrame {}
}
