import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, startChromium } from '#src/figures/chromium.js';
import { LIMITED } from '../limited.js';

const version = (program: string) =>
  spawnSync('jupyter', [program, '--version'], { ...LIMITED, encoding: 'utf8' }).stdout ?? '';
const missing =
  findChromium() === undefined
    ? 'no Chromium on this machine'
    : version('lab') !== '' || !version('notebook').startsWith('6.')
      ? 'it clicks in Jupyter Notebook 6, which `npm run lab` does not open on this machine'
      : undefined;

const NOTEBOOK = '01-random-vs-mnist.ipynb';

describe.skipIf(missing !== undefined)(
  `notebook 01 in Jupyter, clicked through in Chromium${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let folder: string;
    let jupyter: ChildProcess;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      // Below the project, where cells find the package; Jupyter may save what it opens.
      mkdirSync('output', { recursive: true });
      folder = mkdtempSync(join('output', 'jupyter-test-'));
      copyFileSync(join('notebooks', NOTEBOOK), join(folder, NOTEBOOK));
      const own = (name: string) => join(process.cwd(), folder, name);
      jupyter = spawn(
        process.execPath,
        [
          join('dist', 'scripts', 'lab.js'),
          ...['--no-browser', '--allow-root', '--NotebookApp.token=', '--NotebookApp.password='],
          `--notebook-dir=${join(process.cwd(), folder)}`,
        ],
        {
          env: {
            ...process.env,
            WEIGHTSPACE_RESULTS: own('results'),
            JUPYTER_RUNTIME_DIR: own('runtime'),
            JUPYTER_CONFIG_DIR: own('config'),
            JUPYTER_DATA_DIR: own('data'),
            IPYTHONDIR: own('ipython'),
          },
        },
      );
      const address = await new Promise<string>((resolve, reject) => {
        let said = '';
        jupyter.stderr!.on('data', (text) => {
          said += text;
          const found = /http:\/\/localhost:\d+\//.exec(said);
          if (found !== null) resolve(found[0]);
        });
        jupyter.on('exit', () => reject(new Error(said)));
      });
      browser = await startChromium();
      page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      await page.goto(`${address}notebooks/${NOTEBOOK}`);
      await page.waitForFunction(
        'window.Jupyter?.notebook?._fully_loaded && Jupyter.notebook.kernel?.is_connected() && Jupyter.notebook.kernel.info_reply.banner',
        undefined,
        { timeout: 60_000 },
      );
    });

    afterAll(async () => {
      await browser?.close();
      if (jupyter !== undefined && jupyter.exitCode === null) {
        const ended = new Promise((resolve) => jupyter.on('exit', resolve));
        jupyter.kill('SIGTERM');
        await ended;
      }
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });

    const button = (action: string) => page.locator(`button[data-jupyter-action="jupyter-notebook:${action}"]`);
    const cell = (index: number) => page.locator('.cell').nth(index);
    const outputOf = (index: number) => cell(index).locator('.output');

    /** Selects a cell and presses Run. */
    async function run(index: number): Promise<void> {
      await page.evaluate(`Jupyter.notebook.select(${index})`);
      await button('run-cell-and-select-next').click();
    }

    async function finish(index: number): Promise<void> {
      await page.waitForFunction(
        `(() => { const cell = Jupyter.notebook.get_cell(${index}); return cell.cell_type !== 'code' || (cell.input_prompt_number !== '*' && cell.input_prompt_number !== undefined); })()`,
        undefined,
        { timeout: 400_000 },
      );
    }

    test('runs cell by cell; the stop button stops a sweep, which goes on when its cell is run again', {
      timeout: 900_000,
    }, async () => {
      const cells = (await page.evaluate(
        'Jupyter.notebook.get_cells().map((cell) => ({ code: cell.cell_type === "code", text: cell.get_text() }))',
      )) as { code: boolean; text: string }[];
      const sweeping = cells.findIndex(({ code, text }) => code && text.includes('await sweep('));
      expect(sweeping).toBeGreaterThan(0);

      for (const index of cells.keys()) {
        await run(index);
        if (index === sweeping) {
          await outputOf(index).locator('progress').waitFor();
          const pressed = performance.now();
          await button('interrupt-kernel').click();
          await finish(index);
          expect(performance.now() - pressed).toBeLessThan(5000);
          expect(await outputOf(index).innerText()).toMatch(/stopped at \d+ %/);
          await run(index);
        }
        await finish(index);
        // tslab drops what is sent at once after a cell that failed; none may fail here.
        expect(await outputOf(index).locator('.output_error').count(), cells[index]!.text).toBe(0);
        // Where MNIST cannot be had the cell says so, and nothing else.
        for (const warning of await outputOf(index).locator('.output_stderr').allInnerTexts()) {
          expect(warning).toMatch(/^MNIST is not on this machine .* stand in for it\./);
        }
      }
      expect(await outputOf(sweeping).innerText()).toMatch(/100 % · done in .* (?:s|min)/);
      await page.waitForFunction('document.querySelectorAll(".js-plotly-plot .main-svg").length > 0');
      const figures = page.locator('.js-plotly-plot');
      await expect.poll(() => figures.count(), { timeout: 20_000 }).toBe(9);
      // Where a figure is drawn its still picture has gone; each has its frame and its lines.
      expect(await page.locator('.js-plotly-plot img[alt=figure]').count()).toBe(0);
      expect(await page.locator('.js-plotly-plot .cartesianlayer .trace').count()).toBeGreaterThan(20);
      expect(await page.locator('table.dataframe').count()).toBeGreaterThan(3);
    });
  },
);
