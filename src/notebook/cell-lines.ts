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
    compiled = (converted.output ?? '').trimEnd().split('\n');
    return converted;
  };
  return (stack) => {
    // The outermost call is that of the running cell; those inside may belong to functions of earlier ones. tslab calls the
    // cell from a line of its own behind it.
    const places = [...stack.matchAll(/evalmachine\.<anonymous>:(\d+):\d+/g)].map((match) => Number(match[1]));
    const place = places.findLast((line) => line <= compiled.length);
    const wanted = withoutDetails(compiled[(place ?? 0) - 1] ?? '');
    // Lines are broken elsewhere when a cell is compiled, so the text is sought in all of the source.
    const lines = source.map(withoutDetails);
    const all = lines.join('');
    const from = all.indexOf(wanted);
    if (wanted === '' || from < 0 || from !== all.lastIndexOf(wanted)) return undefined;
    let before = 0;
    const line = lines.findIndex((text) => {
      before += text.length;
      return before > from;
    });
    return `line ${line + 1}: ${source[line]!.trim()}`;
  };
}

/** A line without what compiling adds or changes: how names of imports and earlier cells are read, and layout. */
function withoutDetails(line: string): string {
  return line
    .replace(/\(0, \w+\.(\w+)\)/g, '$1')
    .replace(/\bexports\.(?:tsLastExpr = )?/g, '')
    .replace(/[\s;'"`]/g, '');
}
