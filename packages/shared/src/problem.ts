/** What may go wrong with an operation, as the domain that refuses declares it: by code. */
export type Problems = Readonly<Record<string, { status: number; title: string; fix: string }>>
