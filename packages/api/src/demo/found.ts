import type { Contract, Reply } from '@alongside/shared/contract'
import {
  addAgency,
  addMember,
  createPartnership,
  listAgreements,
  readPartnership,
  signAgreement,
} from '@alongside/shared/partnerships/contract'
import { saveFrontDoor } from '@alongside/shared/safeguarding/doors-contract'
import type { Answered, Caller } from '../in-process.ts'
import { charter, confidentialityAgreement, informationSharingProtocol } from './agreements.ts'
import {
  type AgencyName,
  agenciesToAdd,
  eastmarsh,
  emailOf,
  type PersonName,
  people,
  westvale,
} from './cast.ts'

/** Signs an account in by its address: by invitation and password in the demo, straight to a session in tests. */
export type SignIn = (email: string) => Promise<Caller>

export interface Founded {
  partnershipId: string
  agencies: Record<AgencyName, string>
  callers: Record<PersonName, Caller>
}

/** Fails loudly: a demo or a test builds on nothing that was refused. */
export function expectOk<T>({ status, body }: Answered<T>): T {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

/** Calls a contract as someone and insists on success. */
export async function done<C extends Contract>(
  caller: Caller,
  contract: C,
  call?: Parameters<Caller>[1],
): Promise<Reply<C>> {
  return expectOk(await caller(contract, call as never))
}

/** Founds the demo's partnership by the same commands as any other: agencies, members, signatures. */
export async function foundEastmarsh(administrator: Caller, signIn: SignIn): Promise<Founded> {
  const founded = await done(administrator, createPartnership, {
    body: { ...eastmarsh, charter, informationSharingProtocol, confidentialityAgreement },
  })
  const coordinator = await signIn(eastmarsh.coordinator.email)

  const agencies: Partial<Record<AgencyName, string>> = { lantern: founded.coordinatingAgencyId }
  for (const [key, agency] of Object.entries(agenciesToAdd))
    agencies[key as AgencyName] = (await done(coordinator, addAgency, { body: agency })).id

  const callers: Partial<Record<PersonName, Caller>> = { coordinator }
  // ACC-10: the coordinator names the first lead of each agency, who names her people.
  const leads: Partial<Record<AgencyName, Caller>> = { lantern: coordinator }
  for (const [key, { agency, ...person }] of Object.entries(people)) {
    const email = emailOf(key as PersonName)
    await done(leads[agency] ?? coordinator, addMember, {
      body: { ...person, email, agencyId: agencies[agency] },
    })
    const caller = await signIn(email)
    callers[key as PersonName] = caller
    leads[agency] ??= caller
  }
  const signers: PersonName[] = [
    'coordinator',
    'police',
    'health',
    'clinic',
    'housing',
    'drugs',
    'adults',
    'children',
    'probation',
  ]
  for (const signer of signers) await signAll(callers[signer] as Caller)
  for (const [kind, agency] of [
    ['child', 'children'],
    ['adult', 'adults'],
  ] as const)
    await done(coordinator, saveFrontDoor, {
      params: { kind },
      version: 1,
      body: { ...eastmarsh.frontDoors[kind], agencyId: agencies[agency] ?? null },
    })
  return {
    partnershipId: founded.id,
    agencies: agencies as Founded['agencies'],
    callers: callers as Founded['callers'],
  }
}

/** The other partnership: its coordinating charity alone, signed and in force. */
export async function foundWestvale(administrator: Caller, signIn: SignIn): Promise<Caller> {
  await done(administrator, createPartnership, {
    body: { ...westvale, charter, informationSharingProtocol, confidentialityAgreement },
  })
  const coordinator = await signIn(westvale.coordinator.email)
  await signAll(coordinator)
  return coordinator
}

/** A lead member signs charter and protocol for her agency (PAR-1). */
export async function signAll(caller: Caller): Promise<void> {
  const { items } = await done(caller, listAgreements)
  for (const agreement of items)
    if (agreement.kind !== 'meeting_confidentiality')
      await done(caller, signAgreement, {
        params: { agreementVersionId: agreement.id },
        body: { name: 'The lead member', title: 'Lead member' },
      })
}

export const partnershipOf = (caller: Caller) => done(caller, readPartnership)
