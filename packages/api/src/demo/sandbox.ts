import { scopes } from '@alongside/shared/access'
import { enterRoom } from '@alongside/shared/attendance/contract'
import { callEmergencyMeeting } from '@alongside/shared/emergency/contract'
import {
  closeMeeting,
  openMeeting,
  readMeeting,
  setMeetingRule,
  signMeeting,
} from '@alongside/shared/meetings/contract'
import { addAgency, addMember, createPartnership, listMembers } from '@alongside/shared/partnerships/contract'
import { startReferral, submitReferral } from '@alongside/shared/referrals/contract'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { agreeAction, closeItem, readItem } from '@alongside/shared/room/contract'
import { agreeSystem, makeSecret, proposeSystem } from '@alongside/shared/systems/contract'
import type { Caller } from '../in-process.ts'
import { secretHash } from '../secret-hash.ts'
import { charter, confidentialityAgreement, informationSharingProtocol } from './agreements.ts'
import { complete, consentTo, indicators } from './answers.ts'
import { eastmarsh, sandbox, sandboxSystem } from './cast.ts'
import { done, type SignIn, signAll } from './found.ts'
import { meetingRule } from './meeting-story.ts'

/** A statement run as the tables' owner: what no command does. */
type AsOwner = (text: string, values: unknown[]) => Promise<unknown>

/**
 * API-2: a third partnership, small, for whoever builds a case system: an agency with a system that may do all that
 * systems may, one flag to confirm and one action to report. Founded by the same commands as any other; only the
 * system's id and secret are chosen, so that the guide can name them. Its flag is asked for by the next run of what is due.
 */
export async function foundSandbox(
  administrator: Caller,
  signIn: SignIn,
  now: string,
  asOwner: AsOwner,
): Promise<void> {
  const { coordinatingAgencyId: convener } = await done(administrator, createPartnership, {
    body: {
      ...eastmarsh,
      ...sandbox.partnership,
      charter,
      informationSharingProtocol,
      confidentialityAgreement,
    },
  })
  const coordinator = await signIn(sandbox.partnership.coordinator.email)
  const { id: agency } = await done(coordinator, addAgency, { body: sandbox.agency })
  await done(coordinator, addMember, {
    body: { ...sandbox.lead, role: 'lead_member', safeguardingLead: true, agencyId: agency },
  })
  const lead = await signIn(sandbox.lead.email)
  await signAll(coordinator)
  await signAll(lead)
  await done(coordinator, setMeetingRule, { body: { ...meetingRule, venue: 'The sandbox' } })

  const today = Temporal.PlainDate.from(now.slice(0, 10))
  const consent = consentTo([convener, agency], {
    givenOn: today.toString(),
    until: today.add({ months: 11 }).toString(),
  })
  const send = async (by: Caller, answers: ReferralAnswers) => {
    const { id, version } = await done(by, startReferral, {
      body: { answers: complete({ consent, ...answers }) },
    })
    await done(by, submitReferral, { params: { referralId: id }, version })
    return id
  }
  await meetAbout(await send(coordinator, wren), { coordinator, lead, agency, today })
  await send(lead, linnet)
  await send(coordinator, lark(agency))

  const { items: members } = await done(lead, listMembers)
  const owner = members.find(({ email }) => email === sandbox.lead.email)
  const proposed = await done(lead, proposeSystem, {
    body: {
      name: sandboxSystem.name,
      ownerMembershipId: owner?.id ?? '',
      scopes: [...scopes],
      expiresOn: today.add({ years: 1 }).toString(),
    },
  })
  const { clientId, secret } = sandboxSystem
  await asOwner('UPDATE systems SET id = $2 WHERE id = $1', [proposed.id, clientId])
  await done(coordinator, agreeSystem, { params: { systemId: clientId }, version: proposed.version })
  const { id: secretId } = await done(lead, makeSecret, { params: { systemId: clientId } })
  await asOwner('UPDATE system_secrets SET hash = $2, hint = $3 WHERE id = $1', [
    secretId,
    secretHash(secret),
    secret.slice(-4),
  ])
}

/** An emergency meeting, so that there is something agreed on the first day. */
async function meetAbout(
  referralId: string,
  {
    coordinator,
    lead,
    agency,
    today,
  }: { coordinator: Caller; lead: Caller; agency: string; today: Temporal.PlainDate },
): Promise<void> {
  const { items: members } = await done(coordinator, listMembers)
  const meeting = await done(coordinator, callEmergencyMeeting, {
    params: { referralId },
    body: { people: members.map(({ accountId }) => accountId), mode: 'phone', where: 'The sandbox’s line' },
  })
  const params = { meetingId: meeting.id }
  for (const each of [coordinator, lead]) await done(each, signMeeting, { params, body: { agreed: true } })
  const { agenda } = await done(coordinator, openMeeting, { params, version: meeting.version })
  for (const each of [coordinator, lead]) await done(each, enterRoom, { params })
  const [item] = agenda
  if (!item) throw new Error('an emergency meeting without its case')
  await done(coordinator, agreeAction, {
    params: { itemId: item.id },
    body: {
      ownerAgencyId: agency,
      what: 'Offer her the room in Mill Lane, with the worker whom she knows',
      why: 'She sleeps in a stairwell that he knows',
      dueOn: today.add({ days: 28 }).toString(),
      priority: 'urgent',
    },
  })
  const spokenOf = await done(coordinator, readItem, { params: { itemId: item.id } })
  await done(coordinator, closeItem, { params: { itemId: item.id }, version: spokenOf.version })
  const { version } = await done(coordinator, readMeeting, { params })
  await done(coordinator, closeMeeting, { params, version })
}

const toMeeting = { meeting: true, agencies: [] }
const adult = { age: { belief: 'believed_adult', restsOn: 'she_said' } } as const

/** Red, and discussed: the agency is asked for its flag, and has an action. */
const wren: ReferralAnswers = {
  addressedTo: toMeeting,
  person: { name: 'Wren', ...adult },
  indicators: indicators({ serious_violence: 'She told the outreach worker' }),
}

/** Filed by the agency itself; the coordinator has not answered yet. */
const linnet: ReferralAnswers = {
  addressedTo: toMeeting,
  person: { name: 'Linnet', ...adult },
  indicators: indicators({ use_escalating: 'Her nurse told us' }),
}

/** To the agency's own service: its clock runs. */
const lark = (agency: string): ReferralAnswers => ({
  addressedTo: { meeting: false, agencies: [agency] },
  person: { name: 'Lark', ...adult },
})
