import type { Action } from '@alongside/shared/actions/contract'
import { actionStateWords } from '@alongside/shared/actions/words'
import { ageInWords } from '@alongside/shared/age/words'
import type { WorkingCalendar } from '@alongside/shared/calendar'
import type { Identity } from '@alongside/shared/cases/contract'
import { sharingInWords } from '@alongside/shared/consent/lawful-words'
import { isInForce } from '@alongside/shared/consent/rules'
import type { Consent } from '@alongside/shared/consent/schema'
import { whyWords } from '@alongside/shared/consent/words'
import type { PaperItem } from '@alongside/shared/documents/contract'
import { eachNo } from '@alongside/shared/limits/of-person'
import { limitWords } from '@alongside/shared/limits/words'
import { harmInWords } from '@alongside/shared/people-who-harm/words'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { homeKindWords } from '@alongside/shared/referrals/words'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { readActions } from '../actions/queries.ts'
import { openCase } from '../cases/case-file.ts'
import { readGrants } from '../cases/queries.ts'
import { readLawfulBases } from '../consent/lawful.ts'
import { readConsents, readWithoutConsents } from '../consent/queries.ts'
import type { Tx } from '../db/pool.ts'
import { readLimits } from '../limits/queries.ts'
import { readCalendar } from '../partnerships/queries.ts'
import { readPeopleFor, readPeopleWhoHarm } from '../people-who-harm/queries.ts'
import { readCaseNotifications } from '../safeguarding/queries.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { dayWords, localDayWords } from './sheets.ts'

/** Whose copy it is: the asker's own; a member's, for whom it is made; or one for who stands outside the partnership. */
export type CopyFor = 'own' | 'outside' | { agencyId: string; accountId: string }

interface Asked {
  caseId: string
  /** Of the referral for which she is listed; none where she is listed without one. */
  answers: ReferralAnswers | null
  copyFor: CopyFor
  /** The local day. */
  today: string
}

type Prepared = Pick<PaperItem, 'identity' | 'safeguarding' | 'peopleWhoHarm' | 'basis' | 'sharing'> & {
  lastDiscussedAt: string | null
}

const day = (date: string) => dayWords(Temporal.PlainDate.from(date))

/**
 * MTG-4: what an agency needs to prepare a case, beside what the room shows: who she is, safeguarding, who harms her, and on what it
 * is shared. Of another's copy this file alone, and who harms her where its holder is one of those who read it (HRM-1); of one for
 * outside nothing.
 */
export async function readPrepared(tx: Tx, vault: Vault, asked: Asked): Promise<Prepared> {
  const { caseId, copyFor, answers, today } = asked
  const { key, identity, lastDiscussedAt } = await openCase(tx, vault, caseId)
  if (copyFor === 'outside')
    return { identity: [], safeguarding: [], peopleWhoHarm: [], basis: [], sharing: [], lastDiscussedAt }
  const consents = (await readConsents(tx, vault, caseId))(key).filter((one) => isInForce(one, today))
  const [calendar, notifications, peopleWhoHarm, basis, sharing] = await Promise.all([
    readCalendar(tx),
    readCaseNotifications(tx, vault, caseId),
    readHarm(tx, vault, caseId, copyFor),
    readBasis(tx, vault, key, asked, consents),
    readSharing(tx, vault, key, caseId, consents),
  ])
  return {
    identity: whoSheIs(identity, answers, today),
    safeguarding: notifications.map((one) => notificationInWords(one, calendar)),
    ...{ peopleWhoHarm, basis, sharing, lastDiscussedAt },
  }
}

function whoSheIs(identity: Identity, answers: ReferralAnswers | null, today: string): Prepared['identity'] {
  const { aliases, age, language, interpreter } = identity
  const { sleeps, homeKind, homeFor } = answers?.whereabouts ?? {}
  const stays = [homeKind && homeKindWords[homeKind], sleeps, homeFor].filter(Boolean).join('; ')
  const speaks = [language, interpreter === 'yes' && 'needs an interpreter'].filter(Boolean).join('; ')
  return [
    { label: 'Also called', words: aliases.join(', ') },
    { label: 'Age', words: ageInWords(age, today) },
    { label: 'Where she stays', words: stays || 'Not known' },
    { label: 'Language', words: speaks },
  ].filter(({ words }) => words !== '')
}

const teams = { child: 'Children’s social care', adult: 'The safeguarding adults team' } as const

function notificationInWords(
  { kind, toldAt, receiver, reference, toldHere }: SafeguardingNotification,
  calendar: WorkingCalendar,
): string {
  const next = toldHere?.next ? `. ${toldHere.agencyName} says: “${toldHere.next}”` : ''
  if (!toldAt) return `${teams[kind]} has not been recorded as told yet${next}`
  const who = [receiver, reference && `reference ${reference}`].filter(Boolean).join(', ')
  return `${teams[kind]} was told on ${localDayWords(calendar, toldAt)}${who && `: ${who}`}${next}`
}

async function readHarm(tx: Tx, vault: Vault, caseId: string, copyFor: CopyFor): Promise<string[]> {
  const people =
    typeof copyFor === 'object'
      ? await readPeopleFor(tx, vault, caseId, copyFor)
      : await readPeopleWhoHarm(tx, vault, caseId)
  return people.filter(({ ended }) => ended === null).map(({ facts }) => harmInWords(facts))
}

/** On what it is shared, and what she refuses. */
async function readBasis(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { caseId, copyFor }: Asked,
  [agreed]: readonly Consent[],
): Promise<string[]> {
  const [without, limits] = await Promise.all([
    readWithoutConsents(tx, vault, caseId),
    readLimits(tx, vault, caseId),
  ])
  const [decided] = without(key)
  const standing = limits.filter(
    ({ liftedAt, caseId: on, kind, doubted }) =>
      liftedAt === null && (copyFor === 'own' || (on === caseId && kind !== 'worker' && !doubted)),
  )
  return [
    ...(agreed ? [`She agreed on ${day(agreed.givenOn)}, until ${day(agreed.until)}.`] : []),
    ...(agreed?.record.limits?.trim() ? [`It must not be used for: ${agreed.record.limits}`] : []),
    ...(decided
      ? [
          `Shared without her agreement${decided.record.why ? `: ${whyWords[decided.record.why].toLowerCase()}` : ''}; looked at again on ${day(decided.reviewOn)}.`,
        ]
      : []),
    // Said on several of her files it is one no.
    ...eachNo(standing).map(
      ({ limit }) =>
        `She said no to ${limitWords(limit)}, on ${day(limit.saidOn)}. It holds until she lifts it.`,
    ),
  ]
}

/** CON-6: who sees it, by her agreement or without it, and on what in law. */
async function readSharing(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  caseId: string,
  consents: Consent[],
): Promise<string[]> {
  const [grants, bases] = await Promise.all([readGrants(tx, caseId), readLawfulBases(tx, vault, caseId)])
  return sharingInWords({ grants, consents, lawfulBases: bases(key) })
}

export const paperAction = ({ reference, what, ownerAgencyName, dueOn, state }: Action) => ({
  reference,
  what,
  ownerAgencyName,
  dueOn,
  state: actionStateWords[state],
})

/** ACT-1: what was closed since she was last spoken of, with what came of it. */
export async function readBecame(
  tx: Tx,
  vault: Vault,
  caseId: string,
  since: string | null,
): Promise<PaperItem['carried']> {
  if (since === null) return []
  const actions = await readActions(tx, vault, { caseId, runningSince: since, limit: 200 })
  return actions
    .filter(({ closedAt }) => closedAt !== null)
    .map((action) => ({ ...paperAction(action), outcome: action.outcome }))
}

/** HRM-1: until the lead of the holder's agency has answered whether somebody who harms her is known there. */
export async function awaitsConflict(tx: Tx, caseId: string, copyFor: CopyFor): Promise<boolean> {
  const { rows } = await tx.$client.query<{ awaits: boolean }>({
    name: 'awaits-conflict',
    text: 'SELECT app.awaits_conflict($1, coalesce($2, app.grants_to())) AS awaits',
    values: [caseId, typeof copyFor === 'object' ? copyFor.agencyId : null],
  })
  return rows[0]?.awaits ?? false
}
