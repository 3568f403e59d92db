/**
 * For processes that a test waits for without seeing anything else: one that hangs is ended, so that its test fails and
 * the run goes on.
 */
export const LIMITED = { timeout: 300_000, killSignal: 'SIGKILL' } as const;
