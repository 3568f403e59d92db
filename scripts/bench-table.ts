import { cpus } from 'node:os';

/** The machine on which the numbers were measured. */
export function machine(): string {
  return `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
}

/** Prints a table that is readable on a terminal and valid Markdown. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const width = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, k) => cell.padStart(width[k]!)).join(' | ')} |`;
  console.log(title);
  console.log(line(head));
  console.log(`|${width.map((w) => '-'.repeat(w + 2)).join('|')}|`);
  for (const row of rows) console.log(line(row));
  console.log();
}
