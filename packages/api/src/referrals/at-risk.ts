import type { ChildRow } from '@alongside/shared/children/schema'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { safeguardingDue } from '@alongside/shared/safeguarding/rules'
import { nameChildren, stillToName } from '../children/naming.ts'
import { copyChildren } from '../children/writing.ts'
import type { Tx } from '../db/pool.ts'
import { writeNotification } from '../safeguarding/queries.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { aboutWhat } from './told.ts'

interface AtRisk {
  referralId: string
  caseId: string
  agencyId: string
  accountId: string
  key: WrappedKey
  answers: ReferralAnswers
  /** CHD-1: the children of the form, as they come onto the case. */
  children: readonly ChildRow[]
  /** For whom a team is to be told by what the form says. */
  kinds: readonly ('child' | 'adult')[]
  /** What was opened on the case before; null: it is a new one. */
  before: readonly SafeguardingNotification[] | null
  now: string
  /** The local day. */
  day: string
}

/**
 * CHD-1, SAF-1, SAF-2: puts the children of a form onto its case, and opens a notification for each team that nobody was to tell
 * yet; that of the children names them. A child of whom a form that comes again tells first is named by the notification that
 * waits still, or by one more. Gives the ids of those that it opens.
 */
export async function tellOfThoseAtRisk(tx: Tx, vault: Vault, risk: AtRisk): Promise<string[]> {
  const { referralId, caseId, agencyId, accountId, key, answers, children, kinds, before, now, day } = risk
  const untold = kinds.filter((kind) => before?.every((one) => one.kind !== kind) ?? true)
  const open = (kind: 'child' | 'adult') =>
    writeNotification(tx, {
      ...{ kind, caseId, agencyId, openedAt: now, dueAt: safeguardingDue(now) },
      ringBack: answers.referrer?.phone,
      about: { key, sealed: vault.seal(key, 'about', aboutWhat(kind, answers)) },
    })
  const adults = untold.filter((kind) => kind === 'adult').map(open)
  const [copied, ...opened] = await Promise.all([
    children.length > 0 || before
      ? copyChildren(tx, vault, referralId, children, { caseId, key, accountId, now, day }, before !== null)
      : [],
    ...adults,
  ])
  const { ids, on } = stillToName(copied, before ?? [])
  const isNew = untold.includes('child') || (ids.length > 0 && on === null)
  const notificationId = isNew ? await open('child') : on
  if (notificationId) await nameChildren(tx, notificationId, caseId, ids)
  return [...(isNew && notificationId ? [notificationId] : []), ...opened]
}
