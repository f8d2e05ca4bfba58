import type { ExitAnswer } from '@alongside/shared/outcomes/contract'
import type { NeedDomain, NeedLevel, Occasion, Safety } from '@alongside/shared/outcomes/values'

export const occasionWords = {
  referral: 'At referral',
  '3 months': '3 months on',
  '6 months': '6 months on',
  '12 months': '12 months on',
  other: 'In between',
} as const satisfies Record<Occasion, string>

export const safetyWords = {
  'not safe at all': 'Not safe at all',
  'not very safe': 'Not very safe',
  'somewhere in between': 'Somewhere in between',
  'mostly safe': 'Mostly safe',
  safe: 'Safe',
} as const satisfies Record<Safety, string>

export const domainWords = {
  housing: 'Somewhere to live',
  health: 'Her health',
  mentalHealth: 'Her mental health',
  drugsAndAlcohol: 'Drugs and alcohol',
  money: 'Money',
  family: 'Children and family',
  legal: 'Legal and immigration matters',
  company: 'Friends and company',
} as const satisfies Record<NeedDomain, string>

export const levelWords = {
  'no need': 'No need',
  some: 'Some',
  'a lot': 'A lot',
  'not asked': 'Not asked',
} as const satisfies Record<NeedLevel, string>

export const metWords = { 'not yet': 'Not yet', partly: 'Partly', met: 'Met' } as const

export const wishWords = {
  'wants it': 'Yes, she wants it',
  'not now': 'Not now',
  'not asked': 'Not asked',
} as const satisfies Record<ExitAnswer['wish'], string>
export const progressWords = {
  'not yet': 'Not yet begun',
  'first steps': 'First steps',
  'well on the way': 'Well on the way',
  'has left it behind': 'She has left it behind',
} as const satisfies Record<NonNullable<ExitAnswer['progress']>, string>

export const putOffWords = {
  'not the moment for her': 'It is not the moment for her',
  'not seen her yet': 'We have not seen her yet',
  'she asked for later': 'She asked for later',
} as const
