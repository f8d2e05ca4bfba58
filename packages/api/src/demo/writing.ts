import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { complete, consentTo, indicators, withoutConsent } from './answers.ts'
import { type AgencyName, agenciesToAdd, type PersonName, people } from './cast.ts'
import type { InventedPerson } from './people.ts'
import type { Situation } from './situations.ts'
import { agencyIds, type Story, today } from './story.ts'

/** Whom she agrees to, and whom she does not. `nobody asked`: shared without consent. */
export type Scope = 'everyone' | 'not the police' | 'health and housing' | 'nobody asked'

const all: readonly AgencyName[] = ['lantern', ...(Object.keys(agenciesToAdd) as AgencyName[])]
const notThePolice = all.filter((name) => name !== 'police')
const few: readonly AgencyName[] = ['lantern', 'health', 'housing', 'clinic']

export interface Written {
  person: InventedPerson & { born: string | null }
  situation: Situation
  by: PersonName
  scope: Scope
  /** Months for which her consent holds. */
  months: number
  to?: readonly AgencyName[]
  exceptionalReason?: string
  escalationSince?: string
}

/** A whole form, as its author writes it today. */
export function write(story: Story, written: Written): ReferralAnswers {
  const { person, situation, by, to } = written
  const { chance } = story
  return complete({
    addressedTo: {
      meeting: !to,
      agencies: agencyIds(story, to ?? []),
      ...(written.exceptionalReason && { exceptionalReason: written.exceptionalReason }),
    },
    person: {
      name: person.name,
      ...(person.aliases && { aliases: person.aliases }),
      ...(person.born && { age: { born: person.born, restsOn: 'she_said' as const } }),
      ...(person.language && { language: person.language, interpreter: 'yes' as const }),
    },
    reach: {
      ways: {
        first: {
          ...chance.of([
            { kind: 'in_person' as const, value: 'At the van' },
            {
              kind: 'text' as const,
              value: '07700 900417',
              message: 'yes' as const,
              namesSender: 'no' as const,
            },
            { kind: 'through_somebody' as const, value: 'The clinic, on Wednesdays' },
            { kind: 'in_person' as const, value: 'At the drop-in' },
          ]),
          safe: 'yes',
          times: chance.of(['After 22:00', 'Afternoons', 'Thursdays', 'Not at weekends']),
        },
      },
    },
    whereabouts: {
      where: chance.of([
        'The main road',
        'Behind the station',
        'The lane by the docks',
        'By phone, from where she stays',
      ]),
      sleeps: situation.sleeps,
    },
    indicators: indicators(situation.yes, situation.suspected),
    consent: sharing(story, written),
    herVoice: {
      words: situation.words,
      ...(situation.worries && { worries: situation.worries }),
      given: 'to_referrer',
    },
    request: { needsMultiAgency: situation.needs, asks: situation.asks, inPlace: situation.inPlace },
    reReferral: written.escalationSince
      ? {
          discussedBefore: 'yes',
          escalationSince: written.escalationSince,
          ...(situation.rest?.children?.hasChildren === 'yes' && {
            childrenEscalation: 'Nothing: they live with their grandmother, and are well',
          }),
        }
      : { discussedBefore: 'no' },
    referrer: {
      knowsHer: chance.of([
        'For two years',
        'For some months',
        'Since spring, through a colleague',
        'We met last week',
      ]),
    },
    ...situation.rest,
    ...(chance.is(0.4) && { equality: equality(story, person, by) }),
  })
}

function sharing(story: Story, { by, scope, months, to }: Written): NonNullable<ReferralAnswers['consent']> {
  const { chance } = story
  const day = today(story)
  const takenBy = by === 'coordinator' ? 'The coordinator' : people[by].name
  const needed = to ?? []
  if (scope === 'nobody asked')
    return withoutConsent(agencyIds(story, [...new Set([...few, ...needed, 'police' as const])]), {
      ...chance.of(withoutAsking),
      decidedBy: takenBy,
      reviewOn: day.add({ months: 3 }).toString(),
    })
  const agreed = { everyone: all, 'not the police': notThePolice, 'health and housing': few }[scope]
  return consentTo(agencyIds(story, [...new Set([...agreed, ...needed])]), {
    refusedAgencies: scope === 'not the police' ? agencyIds(story, ['police']) : [],
    how: chance.is(0.5) ? 'in_writing' : 'spoken',
    takenBy,
    givenOn: day.toString(),
    until: day.add({ months }).toString(),
  })
}

const withoutAsking = [
  {},
  {
    grounds: [
      { code: 'vital_interests', because: 'She has not been seen for days and needs medicine to live.' },
    ],
    why: 'cannot_be_reached',
    whyInWords: 'Nobody has been able to find her since Monday.',
    tellingInWords: 'As soon as one of us has found her',
  },
  {
    grounds: [
      { code: 'right_to_life', because: 'He has said what he will do, and has done it to another woman.' },
    ],
    why: 'delay_would_harm',
    whyInWords: 'He is looking for her now.',
    tellingInWords: 'Tonight, by the outreach worker',
  },
] as const

function equality(
  { chance }: Story,
  { ethnicity, name }: InventedPerson,
  by: PersonName,
): NonNullable<ReferralAnswers['equality']> {
  if (by === 'police' || by === 'constable')
    return { sex: 'female', ethnicity: 'not_yet_asked', sexualOrientation: 'not_yet_asked' }
  const condition = chance.of(['yes', 'no', 'prefers_not_to_say'] as const)
  return {
    sex: 'female',
    ...(name === 'Robyn' && { gender: 'Woman', genderSameAsRegisteredAtBirth: 'no' as const }),
    ethnicity: ethnicity ?? 'not_yet_asked',
    sexualOrientation: chance.of([
      'straight',
      'bisexual',
      'gay_or_lesbian',
      'prefers_not_to_say',
      'not_yet_asked',
    ]),
    condition,
    ...(condition === 'yes' && {
      conditionReduces: chance.of(['yes_a_lot', 'yes_a_little', 'not_at_all'] as const),
    }),
  }
}
