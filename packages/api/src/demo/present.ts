import { startReferral } from '@alongside/shared/referrals/contract'
import type { PersonName } from './cast.ts'
import { type Danger, planDanger } from './danger-story.ts'
import { done } from './found.ts'
import type { InventedPerson } from './people.ts'
import { type Fate, planReferral } from './referral-story.ts'
import { serviceNeeds } from './service-needs.ts'
import { type Situation, situations } from './situations.ts'
import { as, hoursAfter, type Story } from './story.ts'
import { type Scope, write } from './writing.ts'

interface Waiting {
  person: InventedPerson
  born?: string
  by: PersonName
  /** Hours before the end. */
  ago: number
  situation: Situation
  scope?: Scope
  exceptionalReason?: string
  fate?: Fate
  /** What her worker finds out once the referral is accepted. */
  danger?: Danger
}

const about = (indicator: string): Situation => {
  const found = situations.find(({ yes, suspected }) => yes[indicator] ?? suspected?.[indicator])
  if (!found) throw new Error(`no situation with ${indicator}`)
  return found
}
const needingCare = situations.find(({ rest }) => rest?.safeguarding) ?? about('mental_ill_health')
const wait: Fate = { kind: 'wait' }
const accept: Fate = { kind: 'accept' }

/** What waits when somebody signs in: referrals to triage and to answer, one returned, drafts, teams to be told. */
export const waiting: readonly Waiting[] = [
  // For the meeting to come.
  {
    person: { name: 'Maeve', ethnicity: 'irish' },
    by: 'drugs',
    ago: 16 * 24,
    situation: about('recent_overdose'),
    fate: accept,
  },
  {
    person: { name: 'Layla', language: 'Arabic', ethnicity: 'arab' },
    by: 'adults',
    ago: 13 * 24,
    situation: about('honour_based'),
    scope: 'not the police',
    fate: accept,
  },
  {
    person: { name: 'Vesna', language: 'Serbian' },
    born: '1979-08-02',
    by: 'lettings',
    ago: 11 * 24,
    situation: about('cuckooing_or_debt'),
    fate: accept,
  },
  {
    person: { name: 'Destiny', aliases: ['Dez'] },
    born: '2003-01-19',
    by: 'midwife',
    ago: 9 * 24,
    situation: about('pregnancy'),
    scope: 'health and housing',
    fate: accept,
    danger: {
      by: 'midwife',
      harms: {
        called: 'Kyle',
        relation: 'partner',
        age: 'about 30',
        area: 'Harbour Road',
        sheSays: 'He counts her money, and says that the baby will be his if she goes.',
        workerSaw: 'He answered every question that was put to her.',
        status: 'alleged',
        danger: 'Stood in the door and would not let the midwife leave.',
      },
      orderEnds: 12,
      warning: { kind: 'dog', words: 'A large dog in the hall; he lets it out when the bell rings.' },
      unsafePhone: { value: '07700 900611', because: 'He reads every message, and answers it' },
      conflict: {
        ...{ lead: 'housing', closedTo: 'lettings' },
        words: 'They play in one team, and he has been to his house.',
      },
    },
  },
  {
    person: { name: 'Tamsin', aliases: ['Tam'] },
    by: 'constable',
    ago: 8 * 24,
    situation: about('police_contact_rise'),
    fate: accept,
  },
  // Returned to the outreach worker, who has not yet mended it.
  {
    person: { name: 'Bronwen', aliases: ['Bron'] },
    born: '1988-05-27',
    by: 'outreach',
    ago: 6 * 24,
    situation: about('contact_lost'),
    fate: { kind: 'stay returned' },
  },
  // To triage.
  {
    person: { name: 'Yasmin', aliases: ['Yaz'] },
    by: 'adults',
    ago: 25,
    situation: needingCare,
    fate: wait,
  },
  {
    person: { name: 'Cheryl' },
    born: '1993-11-08',
    by: 'midwife',
    ago: 19,
    situation: {
      ...about('controlling_partner'),
      rest: {
        children: {
          hasChildren: 'yes',
          rows: [
            {
              id: '01995b1c-7d00-7000-8000-000000000c01',
              calledName: 'Riley',
              stated: '7',
              gender: 'boy',
              livesWith: 'Her and him',
              atRisk: 'yes',
              source: 'she_said',
            },
          ],
          atRisk: 'yes',
          risk: 'He has been left alone with the man who hurts her',
        },
      },
    },
    fate: wait,
  },
  {
    person: { name: 'Petra', language: 'Czech', ethnicity: 'roma' },
    by: 'drugs',
    ago: 6,
    situation: about('contact_lost'),
    scope: 'nobody asked',
    fate: wait,
  },
  {
    person: { name: 'Holly' },
    born: '1999-03-30',
    by: 'outreach',
    ago: 2.1,
    situation: about('serious_violence'),
    scope: 'not the police',
    exceptionalReason: 'He has been seen at the corner again tonight; the next meeting is too far.',
    fate: wait,
  },
  { person: { name: 'Ayesha' }, by: 'constable', ago: 1.2, situation: about('stalking'), fate: wait },
]

/** To answer: for agencies’ services, without the meeting. */
export const toServices: readonly (Omit<Waiting, 'situation' | 'fate'> & { need: number })[] = [
  { person: { name: 'Tegan', aliases: ['Teegs'] }, by: 'outreach', ago: 50, need: 0 },
  { person: { name: 'Ilinca', language: 'Romanian' }, born: '2000-12-11', by: 'clinic', ago: 30, need: 1 },
  { person: { name: 'Joy', language: 'English' }, by: 'probation', ago: 7, need: 1 },
  { person: { name: 'Suda', language: 'Thai' }, by: 'health', ago: 3, need: 2 },
]

export function planPresent(story: Story): void {
  const { diary } = story
  for (const {
    person,
    born = null,
    by,
    ago,
    situation,
    scope = 'everyone',
    exceptionalReason,
    fate = wait,
    danger,
  } of waiting)
    planReferral(story, {
      by,
      at: hoursAfter(diary.end, -ago),
      answers: () =>
        write(story, {
          person: { ...person, born },
          situation,
          by,
          scope,
          months: 6,
          ...(exceptionalReason && { exceptionalReason }),
        }),
      fate,
      onAccepted: ({ caseId }) => danger && caseId && planDanger(story, caseId, danger),
    })
  for (const { person, born = null, by, ago, need } of toServices) {
    const situation = serviceNeeds[need]
    if (situation)
      planReferral(story, {
        by,
        at: hoursAfter(diary.end, -ago),
        answers: () =>
          write(story, {
            person: { ...person, born },
            situation,
            by,
            scope: 'health and housing',
            months: 6,
            to: situation.to,
          }),
        fate: wait,
      })
  }
  diary.plan(hoursAfter(diary.end, -27), () =>
    done(as(story, 'outreach'), startReferral, {
      body: {
        answers: {
          addressedTo: { meeting: true, agencies: [] },
          person: {
            name: 'Elif',
            language: 'Turkish',
            interpreter: 'yes',
          },
          reach: { ways: { van: { kind: 'in_person', value: 'At the van only', safe: 'yes' } } },
          whereabouts: { sellingSexNow: 'yes', inArea: 'yes', where: 'The lane by the docks' },
          herVoice: { words: 'I would like my own key.', given: 'to_referrer' },
        },
      },
    }),
  )
  diary.plan(hoursAfter(diary.end, -2.6), () =>
    done(as(story, 'lettings'), startReferral, {
      body: { answers: { person: { name: 'Unknown, flat 9' } } },
    }),
  )
}
