/** A server that has not answered after this many milliseconds is given up. */
const CONNECT_MS = 5_000;

/** A server that sends less than this in any interval of this length, except the last, is given up: 10 kB a second. */
const LEAST_PACE = { bytes: 200_000, milliseconds: 20_000 };

export interface DownloadOptions {
  /** The number of bytes that the file must have. */
  readonly size: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of bytes so far. */
  readonly onBytes?: (done: number) => void;
  /**
   * The least that the server must send in each interval until the file is complete. Default: 200,000 bytes in 20,000
   * ms.
   */
  readonly leastPace?: { readonly bytes: number; readonly milliseconds: number };
}

/**
 * The bytes at a URL, kept in memory so that a broken download leaves no file behind. If `signal` is aborted, its
 * reason is thrown.
 *
 * @throws Error if there is no answer within 5 s, the status is not 200, the pace is below `leastPace`, or the number
 * of bytes is wrong. The message continues a sentence that begins with the server's name.
 */
export async function download(url: string, options: DownloadOptions): Promise<Uint8Array> {
  const { size, signal, onBytes, leastPace = LEAST_PACE } = options;
  const patience = new AbortController();
  const giveUp = (reason: string) => patience.abort(new Error(reason));
  let done = 0;
  let doneBefore = 0;
  let timer = setTimeout(() => giveUp(`did not answer for ${CONNECT_MS / 1000} s`), CONNECT_MS);
  const checkPace = () => {
    const sent = done - doneBefore;
    if (sent < leastPace.bytes) giveUp(`sent only ${sent} bytes in ${leastPace.milliseconds / 1000} s`);
    doneBefore = done;
  };
  try {
    const response = await fetch(url, {
      signal: signal === undefined ? patience.signal : AbortSignal.any([signal, patience.signal]),
    });
    clearTimeout(timer);
    timer = setInterval(checkPace, leastPace.milliseconds);
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      throw new Error(`answered ${response.status}`);
    }
    const bytes = new Uint8Array(size);
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
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

/** `fetch` says only 'fetch failed' or 'terminated'; its cause says why. */
function reason(error: unknown): string {
  if (!(error instanceof TypeError)) return error instanceof Error ? error.message : String(error);
  const { code, message } = (error.cause ?? error) as { code?: string; message?: string };
  return `${error.message === 'terminated' ? 'broke off the download' : 'could not be reached'} (${code ?? message})`;
}
