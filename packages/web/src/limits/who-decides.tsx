import type { Decider } from '@alongside/shared/limits/schema'
import { readOnCall } from '@alongside/shared/oncall/addresses'
import type { OnCallList } from '@alongside/shared/oncall/contract'
import { useRead } from '../client/hooks.ts'
import { usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { Telephone } from '../ui/telephone.tsx'

/** ACC-8: who may decide, each with her agency and the number at which it answers now, if the reader may know that. */
export function WhoDecides({ deciders }: { deciders: readonly Decider[] }) {
  const lists = useLists()
  const people = deciders.filter(
    ({ name, agencyId }, at) =>
      deciders.findIndex((one) => one.name === name && one.agencyId === agencyId) === at,
  )
  return (
    <ul className="govuk-list">
      {people.map(({ name, agencyId, agencyName }) => (
        <li key={`${agencyId} ${name}`}>
          {name}, {agencyName}
          {deciders.some((one) => one.seat === 'on_call' && one.name === name && one.agencyId === agencyId) &&
            ', on call'}
          <Numbers list={lists.find((list) => list.agencyId === agencyId)} />
        </li>
      ))}
    </ul>
  )
}

/** What is done where there are too few: said to who coordinates as her own, and to everybody else with a number. */
export function TooFewDecide({ agencyName }: { agencyName: string }) {
  const coordinates = useCan('referrals:triage')
  const { coordinatingAgencyId } = usePartnership()
  const list = useLists().find((one) => one.agencyId === coordinatingAgencyId)
  return (
    <>
      It takes two people of two agencies who see her case: neither who asked, nor {agencyName}.{' '}
      {coordinates ? (
        'Find a second agency that sees her case or may come to see it: one to which she agrees, or one that she did not refuse. Its safeguarding lead then decides with the other.'
      ) : (
        <>
          Ring the coordinator, who can find a second agency
          <Numbers list={list} />.
        </>
      )}{' '}
      If a life is in danger now, ring 999: what you know yourself you may always tell.
    </>
  )
}

function useLists(): readonly OnCallList[] {
  return useRead(readOnCall, {}, { enabled: useCan('members:read') }).data?.items ?? []
}

function Numbers({ list }: { list: OnCallList | undefined }) {
  return list?.entries
    .filter(({ answersNow }) => answersNow)
    .map(({ id, name, telephone }) => (
      <span key={id} className="app-address">
        {' '}
        ({name}: <Telephone number={telephone} />)
      </span>
    ))
}
