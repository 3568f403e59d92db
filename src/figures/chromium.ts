import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { version } from '../base/version.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe', 'msedge.exe'];

/** Where Chrome and Edge are installed on machines that do not list them in PATH. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The Chromium or Chrome of this machine: the one that CHROMIUM names, otherwise the first that is found; `undefined`
 * if there is none.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.CHROMIUM) return environment.CHROMIUM;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(existsSync);
}

/**
 * Starts Chromium without a window.
 *
 * @throws Error if there is none on this machine, or if it does not start.
 */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(
      'figures are exported by Chromium or Chrome, which this machine does not have; install one ' +
        '(`sudo apt-get install chromium`), or set the environment variable CHROMIUM to its program',
    );
  }
  const { chromium } = await import('playwright-core').catch(() => {
    throw new Error(
      'figures are exported through playwright-core, which is not installed; run `npm install playwright-core`',
    );
  });
  try {
    // PDFs name this as their creator.
    return await chromium.launch({ executablePath, args: [`--user-agent=weightspace ${version}`] });
  } catch (error) {
    throw new Error(
      `${executablePath} did not start as a browser (${(error as Error).message.split('\n')[0]}); ` +
        'set the environment variable CHROMIUM to another Chromium or Chrome',
    );
  }
}
