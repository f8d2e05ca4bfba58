import type { ExitAnswer } from '@alongside/shared/outcomes/contract'
import type { NeedDomain, NeedLevel, Safety } from '@alongside/shared/outcomes/values'

export const safetyWords = {
  not_safe_at_all: 'Not safe at all',
  not_very_safe: 'Not very safe',
  in_between: 'Somewhere in between',
  mostly_safe: 'Mostly safe',
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
  no_need: 'No need',
  some: 'Some',
  a_lot: 'A lot',
  not_asked: 'Not asked',
} as const satisfies Record<NeedLevel, string>

export const metWords = { not_yet: 'Not yet', partly: 'Partly', met: 'Met' } as const

export const wishWords = {
  wants_it: 'Yes, she wants it',
  not_now: 'Not now',
  not_asked: 'Not asked',
} as const satisfies Record<ExitAnswer['wish'], string>
export const progressWords = {
  not_yet: 'Not yet begun',
  first_steps: 'First steps',
  well_on_the_way: 'Well on the way',
  left_behind: 'She has left it behind',
} as const satisfies Record<NonNullable<ExitAnswer['progress']>, string>

export const putOffWords = {
  not_the_moment: 'It is not the moment for her',
  not_seen_yet: 'We have not seen her yet',
  asked_for_later: 'She asked for later',
} as const
