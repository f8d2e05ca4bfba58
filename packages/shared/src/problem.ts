interface ProblemDeclared {
  status: number
  title: string
  fix: string
  /** The title to somebody who only read, where it is another: nothing of hers was to be saved. */
  titleOfRead?: string
}

/** What may go wrong with an operation, as the domain that refuses declares it: by code. */
export type Problems = Readonly<Record<string, ProblemDeclared>>
