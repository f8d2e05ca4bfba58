import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { complete, consentTo, indicators, withoutConsent } from './answers.ts'
import type { AgencyName, PersonName } from './cast.ts'

export interface Vignette {
  number: number
  title: string
  by: PersonName
  /** The moment of submission, with its offset. */
  at: string
  answers: ReferralAnswers
}

const everyAgency: AgencyName[] = [
  'lantern',
  'police',
  'health',
  'clinic',
  'housing',
  'drugs',
  'adults',
  'children',
  'probation',
]
const adult = (name: string, age: string) => ({
  name,
  age: { stated: age, restsOn: 'she_said' as const },
})

/** The ten referrals to try the product with, as they are typed. Nobody here exists. */
export function vignettes(agencies: Record<AgencyName, string>): Vignette[] {
  const ids = (...names: AgencyName[]) => names.map((name) => agencies[name])
  const all = ids(...everyAgency)
  const meeting = { meeting: true, agencies: [] }
  return [
    {
      number: 1,
      title: 'Marnie, strangled on Saturday',
      by: 'outreach',
      at: '2026-03-31T16:20:00+01:00',
      answers: complete({
        addressedTo: {
          ...meeting,
          exceptionalReason: 'Strangled by a stranger four days ago; she goes out again tonight.',
        },
        person: {
          name: 'Marnie',
          age: { born: '1991-02-14', restsOn: 'she_said' },
          contactToAvoid: 'Her brother must not hear of it',
        },
        reach: {
          ways: {
            van: {
              kind: 'in_person',
              value: 'At the van',
              safe: 'yes',
              times: 'After 22:00',
              namesSender: 'yes',
            },
            brother: {
              kind: 'address',
              value: 'Her brother’s flat, 9 Quay Street',
              safe: 'no',
              because: 'Her brother must not hear of it',
            },
          },
        },
        whereabouts: {
          sellingSexNow: 'yes',
          inArea: 'yes',
          where: 'The main road, most nights',
          sleeps: 'In a stairwell',
        },
        indicators: indicators({
          serious_violence: 'Attacked by a man in a van on Saturday; not reported',
          non_fatal_strangulation:
            'He held her by the throat until she could not breathe; her neck still hurts',
          rough_sleeping: 'Sleeps in a stairwell; seen there',
        }),
        consent: consentTo(ids('lantern', 'health', 'housing'), {
          refusedAgencies: ids('police'),
          how: 'in_writing',
          takenBy: 'Jo Mbeki',
          givenOn: '2026-03-31',
          until: '2026-12-31',
        }),
        herVoice: {
          words: 'I don’t want my brother to hear of this.',
          worries: 'That it gets back to my family',
          danger: 'in_danger',
          dangerWords: 'He knows where I stand. He said next time he won’t stop.',
          given: 'to_referrer',
        },
      }),
    },
    {
      number: 2,
      title: 'Temi, overdose ten days ago, pregnant',
      by: 'health',
      at: '2026-12-21T11:00:00Z',
      answers: complete({
        addressedTo: meeting,
        person: { ...adult('Temi', '27'), language: 'Yoruba', interpreter: 'yes' },
        indicators: indicators({
          recent_overdose: 'Admitted on 11 December',
          pregnancy: '14 weeks by scan',
        }),
        consent: consentTo(all, {
          through: 'interpreter',
          takenBy: 'Dr. Ruth Amadi',
          givenOn: '2026-12-21',
          until: '2027-06-30',
        }),
        herVoice: { words: 'I want help.', given: 'to_referrer' },
      }),
    },
    {
      number: 3,
      title: 'Kay, nine call-outs in twelve months',
      by: 'police',
      at: '2026-05-06T09:00:00+01:00',
      answers: complete({
        addressedTo: meeting,
        person: { ...adult('Kay', '34'), contactToAvoid: 'The man who answers her phone' },
        reach: {
          ways: {
            phone: {
              kind: 'phone',
              value: '07700 900238',
              safe: 'no',
              because: 'A man answers it, and says that she is not to be rung',
            },
          },
          noneBecause: 'Every contact has been with the man who answers her phone',
        },
        indicators: indicators({
          police_contact_rise: 'Nine call-outs in 12 months, three the year before',
        }),
        criterion: { kind: 'escalation', policeContactsLast12Months: 9, policeContactsPrevious12Months: 3 },
        consent: withoutConsent(ids('lantern', 'health', 'drugs', 'police'), {
          decidedBy: 'Det. Sgt. Neil Vale',
          reviewOn: '2026-08-06',
        }),
        herVoice: { given: 'not_yet_asked', words: '' },
      }),
    },
    {
      number: 4,
      title: 'Dee, use has doubled',
      by: 'drugs',
      at: '2026-08-28T15:00:00+01:00',
      answers: complete({
        addressedTo: meeting,
        person: adult('Dee', '45'),
        whereabouts: { sellingSexNow: 'yes', inArea: 'yes', sleeps: 'In her own flat, settled' },
        indicators: indicators({ use_escalating: 'Doubled since August, by her own account' }),
        consent: consentTo(all, { takenBy: 'Fiona Reid', givenOn: '2026-08-28', until: '2027-08-28' }),
      }),
    },
    {
      number: 5,
      title: '“A.”, whom neighbours think 16 or 17',
      by: 'housing',
      at: '2026-09-17T11:00:00+01:00',
      answers: complete({
        addressedTo: meeting,
        person: {
          name: 'A.',
          age: { stated: '16 or 17', restsOn: 'somebody_close', inWords: 'Neighbours think so' },
        },
        reach: { ways: {}, noneBecause: 'Nobody has spoken with her yet' },
        indicators: indicators({}, { held_or_controlled: 'Seen getting into cars' }),
        consent: withoutConsent(ids('lantern', 'children'), { reviewOn: '2026-12-17' }),
      }),
    },
    {
      number: 6,
      title: 'Jo, leaves prison on 20 March',
      by: 'probation',
      at: '2026-03-02T10:00:00Z',
      answers: complete({
        addressedTo: meeting,
        person: adult('Jo', '39'),
        whereabouts: {
          sellingSexNow: 'yes',
          inArea: 'yes',
          sleeps: 'In prison until 20 March; no address after',
        },
        indicators: indicators({
          leaving_prison_or_hospital: 'Release on 20 March',
          rough_sleeping: 'No address to go to',
        }),
        consent: consentTo(all, {
          how: 'in_writing',
          takenBy: 'Wes Carter',
          givenOn: '2026-03-02',
          until: '2026-03-20',
        }),
      }),
    },
    {
      number: 7,
      title: 'Marnie again: her brother has found her',
      by: 'outreach',
      at: '2026-10-21T14:00:00+01:00',
      answers: complete({
        addressedTo: meeting,
        person: {
          name: 'Marnie',
          age: { born: '1991-02-14', restsOn: 'she_said' },
        },
        reach: { ways: { van: { kind: 'in_person', value: 'At the van only', safe: 'yes' } } },
        indicators: indicators({
          threat_to_kill: 'Two threats to kill by her brother, heard by the outreach worker',
        }),
        consent: consentTo(ids('lantern', 'health', 'housing'), {
          refusedAgencies: ids('police'),
          how: 'in_writing',
          takenBy: 'Jo Mbeki',
          givenOn: '2026-10-21',
          until: '2027-04-21',
        }),
        reReferral: {
          discussedBefore: 'yes',
          escalationSince:
            'Since the meeting of 14 May her brother has found her and has twice threatened to kill her.',
        },
      }),
    },
    {
      number: 8,
      title: 'Bex, isolated, asks for help to leave',
      by: 'clinic',
      at: '2026-07-07T12:00:00+01:00',
      answers: complete({
        addressedTo: { meeting: false, agencies: ids('lantern') },
        person: adult('Bex', '22'),
        indicators: indicators({
          isolation: 'No one she talks to',
          physical_health: 'No GP',
          wants_support: 'Asks for help to leave',
        }),
        consent: consentTo(ids('clinic', 'health', 'lantern'), {
          takenBy: 'Hana Weiss',
          givenOn: '2026-07-07',
          until: '2027-07-07',
        }),
      }),
    },
    {
      number: 9,
      title: 'Lorraine, held by a couple who take her money',
      by: 'adults',
      at: '2026-11-30T10:00:00Z',
      answers: complete({
        addressedTo: meeting,
        person: adult('Lorraine', '58'),
        indicators: indicators({
          held_or_controlled: 'A couple moved in, take her money and bring men',
          cuckooing_or_debt: 'The couple have the keys to her home',
        }),
        safeguarding: {
          careAndSupportNeeds: 'yes',
          about: 'Learning disability; cannot protect herself from the couple',
          abuseOrNeglect: 'yes',
          abuseInWords: 'They take her money and bring men',
          unableToProtectHerself: 'yes',
          outcome: 'That they go, and she stays in her home',
        },
        consent: withoutConsent(ids('lantern', 'police', 'housing', 'health', 'adults'), {
          grounds: [
            {
              code: 'mental_capacity',
              because: 'Assessed on 26 November as lacking capacity to decide about sharing',
            },
          ],
          why: 'lacks_capacity',
          whyInWords: 'She could not weigh what sharing would mean.',
          decidedBy: 'Grace Mensah',
          reviewOn: '2027-02-28',
          capacity: {
            assessor: 'R. Okoye, social worker',
            assessedOn: '2026-11-26',
            decision: 'Whether to share what is happening in her home with the partnership',
            bestInterests: 'With her sister and her advocate: her safety outweighs her privacy here',
          },
        }),
      }),
    },
    {
      number: 10,
      title: 'From an agency’s case system, a breath before midnight',
      by: 'drugs',
      at: '2026-10-23T23:59:30+01:00',
      answers: complete({
        addressedTo: meeting,
        person: adult('Sal', '31'),
        indicators: indicators({
          rough_sleeping: 'On record',
          controlling_partner: 'On record',
          self_harm: 'On record',
          contact_lost: 'On record',
        }),
        consent: consentTo(all, { takenBy: 'Fiona Reid', givenOn: '2026-10-23', until: '2027-10-23' }),
      }),
    },
  ]
}
