import { onSignal } from '../src/run/signals.js';

/**
 * Runs a command: prints `help` on --help, and an error as its message. Ctrl-C aborts the signal; a second one ends the
 * process.
 */
export async function runScript(help: string, main: (signal: AbortSignal) => Promise<void>): Promise<void> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(help);
    return;
  }
  // If a pipe is closed, as by `| head`, the work continues: its files are still wanted.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  const stop = new AbortController();
  onSignal('SIGINT', () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
  // Signals are received from the next turn on.
  await new Promise((next) => setImmediate(next));
  try {
    await main(stop.signal);
  } catch (error) {
    console.error(messageOf(error as NodeJS.ErrnoException, help));
    process.exitCode = 1;
  }
  if (stop.signal.aborted) process.exitCode = 130;
}

/** An error's message; for an unknown option, the options that there are. */
function messageOf({ message, code = '' }: NodeJS.ErrnoException, help: string): string {
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const options = [...help.matchAll(/^ {2}(--[\w-]+)/gm)].map((match) => match[1]!);
    const known = options.length === 0 ? 'there is only --help' : `the options are ${options.join(', ')}`;
    return `${message.split('. ')[0]}; ${known}`;
  }
  return code.startsWith('ERR_PARSE_ARGS') ? `${message}\n\`--help\` lists all options.` : message;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
