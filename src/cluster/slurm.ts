import { execFile } from 'node:child_process';

// The calls of Slurm's own commands, and what they answer.

/** How a job fares. */
export interface JobState {
  /** In Slurm's word: 'PENDING', 'RUNNING', 'TIMEOUT'. */
  readonly state: string;
  /** Why it waits or ended, in Slurm's word: 'Resources', 'TimeLimit'; empty if Slurm gives none. */
  readonly reason: string;
  /** Its number, as Slurm's commands take it: '12_3'. */
  readonly id: string;
}

/** What a command printed, and its exit status. */
interface Answer {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

/** Milliseconds after which a command that does not answer is given up. Slurm's own limit is 100 s. */
const PATIENCE = 120_000;

/** @throws Error if this machine does not have the command. */
function call(command: string, args: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: PATIENCE, maxBuffer: 2 ** 30 }, (error, output, errors) => {
      if (error?.code === 'ENOENT') reject(new Error(missing(command)));
      else resolve({ status: error === null ? 0 : Number(error.code ?? 1), output, errors: errors.trim() });
    });
  });
}

function missing(command: string): string {
  return (
    `this machine has no ${command}, the command of Slurm; start this on a machine from which jobs are submitted ` +
    '(the login node of a cluster), or compute here: leave out `engine` and unset WEIGHTSPACE_ENGINE'
  );
}

/**
 * Submits a job and returns its number.
 *
 * @throws Error with Slurm's own words if it is refused, or if this machine has no sbatch.
 */
export async function submitJob(args: readonly string[]): Promise<string> {
  const { status, output, errors } = await call('sbatch', ['--parsable', ...args]);
  const [id = ''] = output.trim().split('\n').at(-1)!.split(';');
  if (status === 0 && /^\d+$/.test(id)) return id;
  throw new Error(
    `Slurm did not take the jobs: ${inOneLine(errors) || 'sbatch gave no reason'}; change the settings of slurm({ … }) or the ` +
      'variables SBATCH_PARTITION, SBATCH_TIMELIMIT and SBATCH_ACCOUNT, and run this again',
  );
}

/** The most jobs of one array; 1001 if Slurm does not say. */
export async function largestArray(): Promise<number> {
  const { output } = await call('scontrol', ['show', 'config']);
  return Number(/^MaxArraySize *= *(\d+)/m.exec(output)?.[1] ?? 1001);
}

/** Fields of squeue: the number of the array, the index in it, state, reason, name. */
const FIELDS = '%F|%K|%T|%r|%j';

/**
 * The states of all jobs with these names, by `name/index`, as far as Slurm still knows them; `undefined` if it does not
 * answer.
 */
export async function jobStates(names: readonly string[]): Promise<Map<string, JobState> | undefined> {
  const user = process.getuid?.();
  const { status, output } = await call('squeue', [
    '--noheader',
    '--array',
    '--states=all',
    ...(user === undefined ? [] : [`--user=${user}`]),
    `--name=${names.join(',')}`,
    `--format=${FIELDS}`,
  ]);
  if (status !== 0) return undefined;
  const states = new Map<string, JobState>();
  for (const line of output.split('\n')) {
    const [array, index, state, reason, name] = line.trim().split('|');
    if (name === undefined) continue;
    states.set(`${name}/${index}`, { state: state!, reason: given(reason!), id: `${array}_${index}` });
  }
  return states;
}

function given(reason: string): string {
  return reason === 'None' || reason === '(null)' ? '' : reason;
}

/** The end of a job that squeue no longer knows, from Slurm's accounting; `undefined` if there is none. */
export async function endOfJob(id: string): Promise<JobState | undefined> {
  const args = ['--noheader', '--parsable2', '--allocations', `--jobs=${id}`, '--format=State'];
  const { status, output } = await call('sacct', args).catch(() => ({ status: 1, output: '' }));
  // 'CANCELLED by 1000'
  const [state] = output.trim().split('\n').at(-1)!.split(' ');
  return status === 0 && state ? { state, reason: '', id } : undefined;
}

/** Cancels jobs; those that have ended are left alone. */
export async function cancelJobs(ids: readonly string[]): Promise<void> {
  for (let first = 0; first < ids.length; first += 500)
    await call('scancel', ['--quiet', ...ids.slice(first, first + 500)]);
}

/** Puts a job back into the queue; false if Slurm does not. */
export async function requeueJob(id: string): Promise<boolean> {
  return (await call('scontrol', ['requeue', id])).status === 0;
}

/** How jobs end. In all other states a job is still to be waited for. */
const ENDS: { readonly [state: string]: string } = {
  COMPLETED: 'it ended without writing its result',
  CANCELLED: 'it was cancelled',
  FAILED: 'it failed',
  TIMEOUT: 'it reached its time limit; give a longer `time`',
  NODE_FAIL: 'its node failed',
  OUT_OF_MEMORY: 'it needed more memory than it was given; give more `memory`',
  PREEMPTED: 'it had to give way to another job',
  BOOT_FAIL: 'its node did not start',
  DEADLINE: 'it reached its deadline',
  REVOKED: 'another cluster took it over',
};

/** True if a job has ended. */
export function hasEnded({ state }: JobState): boolean {
  return Object.hasOwn(ENDS, state);
}

/** How a job ended, as part of a sentence: 'TIMEOUT: it reached its time limit'. */
export function describeEnd({ state, reason }: JobState): string {
  const more = reason === '' || reason === 'NonZeroExitCode' ? '' : ` (${reason})`;
  return `${state}${more}: ${ENDS[state] ?? 'Slurm says no more'}`;
}

/** Why jobs wait, for the reasons that are not clear from Slurm's word. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^Resources$/, 'no cores are free yet'],
  [/^Priority$/, 'other jobs come first'],
  [/^(ReqNodeNotAvail|Nodes_required|Node)/, 'nodes are drained or down'],
  [/^(Partition|Inactive)/, 'the partition does not take them now'],
  [/^(QOS|Assoc)/, 'a limit of the account'],
  [/^BeginTime$/, 'submitted again'],
  [/^JobHeld/, 'held; `scontrol release` lets them go'],
  [/^JobArrayTaskLimit$/, 'as many run as were allowed at once'],
  [/^Dependency/, 'others must end first'],
];

/** Why a job waits, in Slurm's word and in plain ones: 'Resources: no cores are free yet'. */
export function describeReason(reason: string): string {
  const [, words] = REASONS.find(([pattern]) => pattern.test(reason)) ?? [];
  const short = reason.split(',')[0]!.slice(0, 40);
  return words === undefined ? short : `${short}: ${words}`;
}

function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^sbatch: (error: )?/, '').trim())
    .filter((line) => line !== '')
    .join('; ');
}
