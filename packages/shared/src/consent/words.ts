import type { ConsentAnswers, WithoutConsentAnswers } from './schema.ts'

type Answer<Answers, Key extends keyof Answers> = NonNullable<Answers[Key]>

export const howWords = {
  in_writing: 'In writing',
  spoken: 'She said so',
} as const satisfies Record<Answer<ConsentAnswers, 'how'>, string>

export const throughWords = {
  nobody_else: 'Nobody else was there',
  interpreter: 'An interpreter',
  advocate: 'An advocate',
} as const satisfies Record<Answer<ConsentAnswers, 'through'>, string>

export const whyWords = {
  unsafe_to_ask: 'It is unsafe to ask her',
  cannot_be_reached: 'She cannot be reached',
  lacks_capacity: 'She lacks capacity for this decision',
  said_no_risk_outweighs: 'She said no, and the risk outweighs it',
  delay_would_harm: 'Waiting to ask would cause harm',
} as const satisfies Record<Answer<WithoutConsentAnswers, 'why'>, string>

export const tellingWords = {
  will_be_told: 'She will be told',
  has_been_told: 'She has been told',
  will_not_be_told: 'She will not be told',
} as const satisfies Record<Answer<WithoutConsentAnswers, 'telling'>, string>
