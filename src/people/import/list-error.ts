/** A list that cannot be read at all; `problem` is a key of the locale's `import.list`, with its figures. */
export class ListError extends Error {
  readonly problem: string;
  readonly params: Record<string, string | number>;
  constructor(problem: string, params: Record<string, string | number> = {}) {
    super(`A list was refused: ${problem}`);
    this.name = 'ListError';
    this.problem = problem;
    this.params = params;
  }
}
