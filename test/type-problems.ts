import type ts from 'typescript';

/** The type errors of each of these files, by its path, found by one compilation of all of them. */
export function typeProblems(
  compiler: typeof ts,
  files: readonly string[],
  options: ts.CompilerOptions = {},
): Map<string, string[]> {
  const program = compiler.createProgram(files, {
    noEmit: true,
    skipLibCheck: true,
    target: compiler.ScriptTarget.ES2022,
    module: compiler.ModuleKind.NodeNext,
    moduleResolution: compiler.ModuleResolutionKind.NodeNext,
    ...options,
  });
  const problems = (file: string) =>
    compiler
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => compiler.flattenDiagnosticMessageText(messageText, '\n'));
  return new Map(files.map((file) => [file, problems(file)]));
}
