import type { IndicatorAnswer } from './schema.ts'

/** How an indicator was answered, as screens and papers say it. */
export const indicatorAnswerWords = {
  yes: 'yes',
  suspected: 'suspected',
  no: 'no',
  not_known: 'not known',
} as const satisfies Record<IndicatorAnswer['answer'], string>
