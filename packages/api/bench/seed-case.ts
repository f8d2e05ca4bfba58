import { randomInt } from 'node:crypto'
import { categoriesOf, characteristics } from '@alongside/shared/monitoring/characteristics'
import { nameTokens } from '../src/cases/name-tokens.ts'
import { complete, consentTo, indicators } from '../src/demo/answers.ts'
import { newId } from '../src/ids.ts'
import type { Vault } from '../src/vault.ts'
import { nameOf } from './people.ts'
import { any, day, iso, newReference, type Place, type Rows } from './rows.ts'

const lights = ['red', 'amber', 'green'] as const
const states = [
  'submitted',
  'accepted',
  'listed',
  'discussed',
  'discussed',
  'discussed',
  'discussed',
  'closed',
] as const

/** A complete form, red, for the meeting, with consent to three agencies besides the one that convenes. */
export function answersOf(name: string, agencyIds: readonly string[], today: string) {
  return complete({
    addressedTo: { meeting: true, agencies: agencyIds.slice(1, 3) },
    person: { name, aliases: [`The ${name.split(' ')[1]}`] },
    indicators: indicators({
      serious_violence: 'She told the outreach worker',
      rough_sleeping: 'Seen in the stairwell',
    }),
    consent: consentTo([...agencyIds], {
      givenOn: today,
      until: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`,
    }),
  })
}

/** A case with its referrals, and all that hangs on them. */
export function addCase(rows: Rows, vault: Vault, place: Place, n: number, referrals: number, now: number) {
  const { id: p, prefix, agencies, meetings } = place
  const name = nameOf(n)
  const light = any(lights)
  const year = new Date(now).getUTCFullYear()
  const opened = now - randomInt(1, 700) * day - randomInt(day)
  const key = vault.newKey(newId())
  const seal = vault.seal.bind(vault, key)
  const caseId = newId()
  const own = any(agencies)
  const author = any(own.accounts)
  const convening = agencies[0] as Place['agencies'][number]
  const agreed = [convening, ...Array.from({ length: 3 }, () => any(agencies))].map(({ id }) => id)
  const answers = answersOf(name, agreed, iso(opened).slice(0, 10))
  const identity = {
    name,
    aliases: answers.person?.aliases ?? [],
    age: { belief: 'believed_adult', restsOn: 'she_said' },
    language: 'English',
    interpreter: 'no',
    contactToAvoid: null,
  }
  rows.data_keys.push([p, key.id, key.wrapped])
  rows.cases.push([
    p,
    caseId,
    newReference(prefix, year),
    own.id,
    key.id,
    seal('identity', identity),
    nameTokens(vault, p, [name, ...identity.aliases]),
    light,
    iso(opened),
    iso(opened + 30 * day),
  ])
  const meetingId = any(meetings.slice(0, 20))
  let referralId = ''
  for (let m = 0; m < referrals; m++) {
    referralId = newId()
    const at = opened + m * 60 * day
    const state = any(states)
    rows.referrals.push([
      p,
      referralId,
      newReference(prefix, year),
      3,
      state,
      caseId,
      key.id,
      own.id,
      author,
      place.ruleSetId,
      seal('answers', answers),
      seal('known as', name),
      JSON.stringify({ light, because: [], also: [] }),
      light,
      light,
      true,
      meetingId,
      iso(at),
      iso(at + day),
      iso(at),
      iso(at + 2 * day),
      state === 'submitted' ? null : iso(at + day),
    ])
    for (const [index, agencyId] of [convening.id, ...new Set(agreed.slice(1, 3))].entries())
      rows.referral_recipients.push([
        p,
        newId(),
        referralId,
        caseId,
        agencyId,
        index === 0,
        iso(at + 2 * day),
        9,
        iso(at + day),
        'accepted',
        'R. Bell',
      ])
    for (const [field, from, to] of [
      ['state', 'draft', 'submitted'],
      ['light', null, light],
      ['due', null, iso(at + 2 * day)],
      ['state', 'submitted', state],
    ] as const)
      rows.history.push([
        p,
        newId(),
        caseId,
        'referral',
        referralId,
        field,
        from,
        to,
        field === 'light' ? seal('reason', 'As the rules say') : null,
        iso(at),
        author,
        own.id,
      ])
  }
  const consentId = newId()
  rows.consents.push([
    p,
    consentId,
    caseId,
    seal('consent', answers.consent?.given),
    iso(opened).slice(0, 10),
    iso(now + 365 * day).slice(0, 10),
    iso(opened),
    author,
    own.id,
  ])
  const grant = (agencyId: string, basis: string, consent: string | null) =>
    rows.sharing_grants.push([
      p,
      newId(),
      caseId,
      agencyId,
      basis,
      consent ? null : referralId,
      consent,
      iso(opened),
      consent && iso(now + 365 * day),
    ])
  grant(own.id, 'own_referral', null)
  grant(convening.id, 'coordination', null)
  for (const agencyId of new Set(agreed)) grant(agencyId, 'consent', consentId)
  rows.voices.push([
    p,
    newId(),
    caseId,
    seal('words', { words: 'I want somewhere with a lock.', worries: null }),
    'to_referrer',
    iso(opened),
    author,
    own.id,
  ])
  const itemId = newId()
  rows.agenda_items.push([
    p,
    itemId,
    meetingId,
    caseId,
    referralId,
    light,
    15,
    'discussed',
    iso(opened),
    iso(opened),
    iso(opened + 30 * day),
    any(categoriesOf('ageBand')),
  ])
  rows.characteristics.push([p, caseId, ...characteristics.map((one) => any(categoriesOf(one)))])
  for (let m = 0; m < 3; m++) {
    const done = m > 0
    const due = opened + (40 + m) * day
    rows.actions.push([
      p,
      newId(),
      newReference(prefix, year),
      caseId,
      itemId,
      meetingId,
      any(agreed),
      null,
      seal('action', { what: 'Find her a room with a lock', why: 'She sleeps in a stairwell' }),
      'usual',
      iso(due).slice(0, 10),
      iso(due),
      9,
      done ? 'done' : 'open',
      iso(opened + 30 * day),
      done ? iso(due) : null,
    ])
  }
  if (n % 5 === 0)
    rows.safeguarding_notifications.push([
      p,
      newId(),
      'adult',
      caseId,
      own.id,
      key.id,
      seal('about', 'She cannot keep herself safe'),
      iso(opened),
      iso(opened + day),
      9,
      iso(opened),
      'Duty worker',
      'REF 1',
      iso(opened),
      author,
    ])
}
