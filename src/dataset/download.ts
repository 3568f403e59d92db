/** A server that has not answered after this many milliseconds counts as out of reach. */
const CONNECT_MS = 5_000;

/** A server that falls silent for this many milliseconds in the middle of a file counts as lost. */
const SILENCE_MS = 20_000;

export interface DownloadOptions {
  /** The bytes that the file must have. */
  readonly size: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of bytes so far. */
  readonly onBytes?: (done: number) => void;
}

/**
 * The bytes at a URL, kept in memory so that a broken download leaves nothing behind. Throws an error whose message goes
 * on from "the server …" where there is no answer within 5 s, another status than 200, silence for 20 s, or a wrong number
 * of bytes; throws the signal's reason when aborted.
 */
export async function download(url: string, { size, signal, onBytes }: DownloadOptions): Promise<Uint8Array> {
  const patience = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const wait = (milliseconds: number, doing: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => patience.abort(new Error(`${doing} for ${milliseconds / 1000} s`)), milliseconds);
  };
  try {
    wait(CONNECT_MS, 'did not answer');
    const response = await fetch(url, {
      signal: signal === undefined ? patience.signal : AbortSignal.any([signal, patience.signal]),
    });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      throw new Error(`answered ${response.status}`);
    }
    const bytes = new Uint8Array(size);
    let done = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      wait(SILENCE_MS, 'was silent');
      if (done + chunk.length > size) throw new Error(`sent more than the ${size} bytes of the file`);
      bytes.set(chunk, done);
      done += chunk.length;
      onBytes?.(done);
    }
    if (done < size) throw new Error(`sent only ${done} of ${size} bytes`);
    return bytes;
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(reason(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` says only 'fetch failed' or 'terminated'; what happened lies in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof TypeError)) return error instanceof Error ? error.message : String(error);
  const { code, message } = (error.cause ?? error) as { code?: string; message?: string };
  return `${error.message === 'terminated' ? 'broke off' : 'could not be reached'} (${code ?? message})`;
}
