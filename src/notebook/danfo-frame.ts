// biome-ignore lint/suspicious/noTsIgnore: an error is expected only where danfo is not installed
/** @ts-ignore Where danfo is not installed, a frame has the members of `Frame` alone. */
export type DanfoFrame = import('danfojs-node').DataFrame;

declare module '../base/frame.js' {
  interface Frame extends DanfoFrame {}
}
