import { randomUUID } from 'node:crypto';
import { escapeHtml } from '../base/escape.js';
import { duration, filledBar, statusLine } from '../base/terminal.js';
import type { ProgressEvent, ProgressListener, ProgressRow } from '../run/progress.js';
import { describePoint } from '../study/points.js';
import { growingCurve } from './growing-curve.js';
import { cellWriter, type DisplayWriter } from './tslab.js';

/** Milliseconds between two updates of a bar. */
const INTERVAL = 200;

/** Milliseconds between two pictures of S(E) while it is being learned. */
const CURVE_INTERVAL = 1000;

/** The number of finished runs of a sweep that are shown at a time. */
const ROWS = 8;

/**
 * The state of a task as text: '62 % · 3.1 s left · production · 160 M moves/s · 31 levels, visits E = 0: 0.2, E = 9:
 * 1.3 of their mean'.
 */
export function progressText(event: ProgressEvent, seconds: number): string {
  const { done, total, earlier = 0, detail = '', rate } = event;
  const fraction = total > 0 ? done / total : 1;
  if (total > 0 && earlier >= total) return '100 % · kept from an earlier run';
  const share = earlier > 0 ? `, ${Math.floor((100 * earlier) / total)} % of it in an earlier run` : '';
  if (fraction >= 1) return `100 % · done in ${duration(seconds)}${share}`;
  if (event.stopped) return `stopped at ${Math.floor(100 * fraction)} % · ${duration(seconds)}`;
  // Work done before this run began took none of its time.
  const secondsLeft = (total - done) / (rate !== undefined && rate > 0 ? rate : (done - earlier) / seconds);
  const time = Number.isFinite(secondsLeft) ? `${duration(secondsLeft)} left` : '';
  return [`${Math.floor(100 * fraction)} %`, time, detail, speed(event), levelsText(event)]
    .filter((part) => part !== '')
    .join(' · ');
}

function speed({ rate, unit }: ProgressEvent): string {
  if (rate === undefined || unit === undefined || !(rate >= 1000)) return '';
  return rate >= 1e6 ? `${(rate / 1e6).toPrecision(3)} M ${unit}/s` : `${(rate / 1e3).toPrecision(3)} k ${unit}/s`;
}

function levelsText({ levels, leastVisited, mostVisited }: ProgressEvent): string {
  if (levels === undefined) return '';
  const share = (of: { level: number; share: number }) => `E = ${of.level}: ${of.share.toPrecision(2)}`;
  const extremes =
    leastVisited === undefined || mostVisited === undefined
      ? ''
      : `, visits ${share(leastVisited)}, ${share(mostVisited)} of their mean`;
  return `${levels} levels${extremes}`;
}

/**
 * Follows one task after another with a bar in the running notebook cell, and S(E) below it while it is being learned,
 * or on the terminal, where it overwrites itself. A bar ends as one short line. Shows nothing where there is neither.
 */
export function progressBar(): ProgressListener {
  const bars = new Map<string, Bar>();
  const listen = (event: ProgressEvent) => {
    const bar = bars.get(event.task) ?? openBar();
    bars.set(event.task, bar);
    // A curve stays until there is another, also where its event comes too early to be drawn, or until its run of a sweep ends.
    const runs = event.rows?.length ?? 0;
    bar.entropy = event.entropy ?? (runs === bar.runs ? bar.entropy : undefined);
    bar.runs = runs;
    const now = performance.now();
    const finished = event.done >= event.total || event.stopped === true;
    if (finished || now - bar.drawn >= INTERVAL) {
      bar.drawn = now;
      bar.draw(event, progressText(event, (now - bar.start) / 1000), bar.entropy);
    }
    if (finished) bars.delete(event.task);
  };
  return cellWriter() === undefined ? listen : Object.assign(listen, { curveInterval: CURVE_INTERVAL });
}

interface Bar {
  readonly start: number;
  drawn: number;
  entropy: Float64Array | undefined;
  /** The number of finished runs of a sweep. */
  runs: number;
  draw(event: ProgressEvent, text: string, entropy: Float64Array | undefined): void;
}

function openBar(): Bar {
  const start = performance.now();
  const write = cellWriter();
  return {
    start,
    drawn: start,
    entropy: undefined,
    runs: 0,
    draw: write === undefined ? drawOnTerminal() : drawInCell(write),
  };
}

function drawInCell(write: DisplayWriter): Bar['draw'] {
  const id = `weightspace-${randomUUID()}`;
  let shown = false;
  let curve: Float64Array | undefined;
  let picture = '';
  return (event, text, entropy) => {
    const { task, done, total, stopped, rows = [] } = event;
    if (entropy !== curve) picture = entropy === undefined ? '' : growingCurve(entropy);
    curve = entropy;
    const line = (colour: string, bar: string) =>
      `<div style="font:12px sans-serif;color:${colour}">${escapeHtml(task)}${bar} ${escapeHtml(text)}</div>`;
    const bar =
      ` <progress max="100" value="${(total > 0 ? (100 * done) / total : 100).toFixed(1)}"` +
      ' style="width:16em;vertical-align:middle"></progress>';
    const html = done < total && !stopped ? line('#777', bar) + picture + rowsHtml(rows) : line('#888', ':');
    const data = { 'text/html': html, 'text/plain': `${task}: ${text}` };
    write({ data, metadata: {}, transient: { display_id: id } }, shown);
    shown = true;
  };
}

/** The last finished runs of a sweep, under its bar while it runs. */
function rowsHtml(rows: readonly ProgressRow[]): string {
  if (rows.length === 0) return '';
  const columns = Object.keys(rows[0]!);
  const line = (cells: readonly unknown[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag} style="padding:0 .6em">${escapeHtml(String(cell))}</${tag}>`).join('')}</tr>`;
  const body = rows.slice(-ROWS).map((row) =>
    line(
      columns.map((column) => row[column]),
      'td',
    ),
  );
  return `<table style="font:12px sans-serif;color:#777">${line(columns, 'th')}${body.join('')}</table>`;
}

/** A bar that overwrites itself; the finished runs of a sweep stay above it, one line each. */
function drawOnTerminal(): Bar['draw'] {
  let printed = 0;
  return ({ task, done, total, stopped, rows = [] }, text) => {
    for (const row of rows.slice(printed)) statusLine(`${describePoint(row)}\n`);
    printed = rows.length;
    const share = total > 0 ? done / total : 1;
    statusLine(`${task} ${filledBar(share)} ${text}${done >= total || stopped ? '\n' : ''}`);
  };
}
