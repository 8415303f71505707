/** A file that cannot be read as a table, told to who gave it: what it is, and what to do. */
export class SheetFault extends Error {}

/** `malformed` is XML that is none; `damaged` a file that is not whole. */
type ContainerProblem = 'damaged' | 'malformed' | 'too-large' | 'locked';

/** A ZIP file, or XML in it, that cannot be read. Who knows what file it is says so in words. */
export class ContainerFault extends Error {
  readonly problem: ContainerProblem;

  constructor(problem: ContainerProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}
