/** What a text may hold, in UTF-16 units: room for what is pasted from a document. Short answers say their own. */
export const narrative = 8000
/** Of research and of a meeting's record, where the page of a file is copied in. */
export const account = 20_000
/** Of one fact of research, part by part. */
export const longestFact = { what: account, source: 300, when: 200 } as const
/** Of what an agency shared into an item: twelve facts of its research in one. */
export const contributed = 250_000

/** Bytes of a request that may carry many texts at once, each letter of three bytes. */
export const manyTexts = 2 * 1024 * 1024

/** NUL and lone surrogates are refused here, once: Postgres cannot hold the first, JSON cannot carry the second. */
export const storable = '^(?:[^\\u0000\\uD800-\\uDFFF]|[\\uD800-\\uDBFF][\\uDC00-\\uDFFF])*$'
