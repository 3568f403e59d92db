import { escapeHtml } from '../base/escape.js';
import type { Figure } from '../figures/figure.js';
import { figureHtml } from '../figures/figure-html.js';
import { fitWidth } from '../figures/fit-width.js';
import { markdownHtml } from './markdown.js';
import { joined, type Output } from './notebook-file.js';

/** The width in pixels for which figures are also laid out: a phone's. */
const PHONE = 360;

/** The outputs of a cell as HTML; its progress bars become one quiet line. */
export function outputsHtml(outputs: readonly Output[]): string {
  const bars = outputs.flatMap((output) => progressOf(output) ?? []);
  const first = outputs.findIndex((output) => progressOf(output) !== undefined);
  return outputs
    .map((output, k) => {
      if (progressOf(output) === undefined) return outputHtml(output);
      return k === first ? progressHtml(bars) : '';
    })
    .join('\n');
}

interface Progress {
  readonly task: string;
  readonly state: string;
}

/** What a progress bar says, if the output is one (`progressText`): without '100 %', which 'done' says too. */
function progressOf(output: Output): Progress | undefined {
  if (output.output_type !== 'display_data' || output.data['text/html'] === undefined) return undefined;
  const text = joined(output.data['text/plain'] ?? '');
  const [, task, state] = /^(.+?): ((?:stopped at )?\d+ %(?: · .*)?)$/.exec(text) ?? [];
  return task === undefined || state === undefined ? undefined : { task, state: state.replace(/^100 % · /, '') };
}

function progressHtml(bars: readonly Progress[]): string {
  const lines = bars.map(({ task, state }) => `${escapeHtml(task)}: ${escapeHtml(state)}`);
  if (lines.length === 1) return `<div class="progress">${lines[0]}</div>`;
  const tasks = [...new Set(bars.map(({ task }) => task))].map(escapeHtml).join(', ');
  return `<details class="progress"><summary>${bars.length} runs: ${tasks}</summary>${lines.join('<br>')}</details>`;
}

function outputHtml(output: Output): string {
  if (output.output_type === 'stream') {
    return `<pre class="${escapeHtml(String(output.name))}">${escapeHtml(joined(output.text))}</pre>`;
  }
  if (output.output_type === 'error') {
    const { ename, evalue, traceback } = output;
    const errorText = Array.isArray(traceback) && traceback.length > 0 ? traceback.join('\n') : `${ename}: ${evalue}`;
    return `<pre class="error">${escapeHtml(errorText)}</pre>`;
  }
  const { data } = output;
  const figure = data['application/vnd.plotly.v1+json'] as Figure | undefined;
  const picture = data['image/svg+xml'] === undefined ? undefined : joined(data['image/svg+xml']);
  if (figure !== undefined) {
    const narrow = onPhone({ data: figure.data, layout: figure.layout ?? {} });
    return `<div class="figure">${figureHtml(figure, { picture, narrow })}</div>`;
  }
  // HTML comes from the cell itself, such as a table, whose texts are escaped.
  if (data['text/html'] !== undefined) return `<div class="output">${withSentences(joined(data['text/html']))}</div>`;
  if (data['text/markdown'] !== undefined) {
    return `<div class="output text">${markdownHtml(joined(data['text/markdown']), { tame: true })}</div>`;
  }
  return `<pre class="stdout">${escapeHtml(joined(data['text/plain'] ?? ''))}</pre>`;
}

/** A figure laid out for a phone, with as much room for the title of its vertical axis as on paper. */
function onPhone(figure: Figure): Figure {
  const { data, layout } = fitWidth(figure, PHONE);
  const { title } = (layout.yaxis ?? {}) as { title?: unknown };
  const height = Number(layout.height);
  return { data, layout: title === undefined ? layout : { ...layout, height: Math.max(height, 430) } };
}

/** A table in which cells with more than a few words may be wrapped. */
function withSentences(html: string): string {
  return html.replace(/<td((?: title="[^"]*")?)>(?=[^<]{30})/g, '<td class="long"$1>');
}
