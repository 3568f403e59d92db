/** The part of tslab's converter that this file relies on. */
interface Converter {
  convert(previous: string, source: string): { readonly output?: string | undefined };
}

/** The line of the running cell from which an error came, as its stack tells; `undefined` if it is not clear. */
export type LineOf = (stack: string) => string | undefined;

/**
 * Follows what tslab compiles, so that an error's place in the compiled cell can be said in terms of its source. There is no
 * source map; a line is found by its text, and not named if types were removed from it or another line is the same.
 */
export function followCells(converter: Converter): LineOf {
  const convert = converter.convert.bind(converter);
  let compiled: string[] = [];
  let source: string[] = [];
  converter.convert = (previous, text) => {
    const converted = convert(previous, text);
    source = text.split('\n');
    compiled = (converted.output ?? '').split('\n');
    return converted;
  };
  return (stack) => {
    // The outermost call is that of the running cell; those inside may belong to functions of earlier ones.
    const place = [...stack.matchAll(/evalmachine\.<anonymous>:(\d+):\d+/g)].at(-1)?.[1];
    const wanted = withoutDetails(compiled[Number(place) - 1] ?? '');
    const found = [...source.keys()].filter((k) => wanted !== '' && withoutDetails(source[k]!).includes(wanted));
    return found.length === 1 ? `line ${found[0]! + 1}: ${source[found[0]!]!.trim()}` : undefined;
  };
}

/** A line without what compiling adds or changes: how imports are called, and layout. */
function withoutDetails(line: string): string {
  return line
    .replace(/\(0, \w+\.(\w+)\)/g, '$1')
    .replace(/^\s*exports\.\w+ = /, '')
    .replace(/[\s;'"`]/g, '');
}
