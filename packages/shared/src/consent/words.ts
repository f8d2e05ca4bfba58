import type { ConsentAnswers, WithoutConsentAnswers } from './schema.ts'

type Answer<Answers, Key extends keyof Answers> = NonNullable<Answers[Key]>

export const howWords = {
  'in writing': 'In writing',
  spoken: 'She said so',
} as const satisfies Record<Answer<ConsentAnswers, 'how'>, string>

export const throughWords = {
  'nobody else': 'Nobody else was there',
  'an interpreter': 'An interpreter',
  'an advocate': 'An advocate',
} as const satisfies Record<Answer<ConsentAnswers, 'through'>, string>

export const whyWords = {
  'unsafe to ask': 'It is unsafe to ask her',
  'cannot be reached': 'She cannot be reached',
  'lacks capacity for this decision': 'She lacks capacity for this decision',
  'said no, and the risk outweighs it': 'She said no, and the risk outweighs it',
  'delay would cause harm': 'Waiting to ask would cause harm',
} as const satisfies Record<Answer<WithoutConsentAnswers, 'why'>, string>

export const tellingWords = {
  'she will be told': 'She will be told',
  'she has been told': 'She has been told',
  'she will not be told': 'She will not be told',
} as const satisfies Record<Answer<WithoutConsentAnswers, 'telling'>, string>
