import { problems } from '@alongside/shared/problems'
import { readSystem } from '@alongside/shared/systems/addresses'
import type { System } from '@alongside/shared/systems/contract'
import { hasWorked, whyNotDecideSystem, whyNotSystem } from '@alongside/shared/systems/rules'
import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useCan, useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { ChangeOwner } from './change-owner.tsx'
import { DecideSystem } from './decide-system.tsx'
import { EndSystem } from './end-system.tsx'
import { SystemCalls } from './system-calls.tsx'
import { SystemSecrets } from './system-secrets.tsx'
import { SystemTag } from './system-tag.tsx'
import { scopeWords } from './system-words.ts'

export default function SystemPage() {
  const { systemId } = useParams({ from: '/signed-in/systems/$systemId' })
  const system = useRead(readSystem, { params: { systemId } })
  return (
    <AwaitedPage read={system} title="A system" label="Loading the system">
      {(loaded) => <Loaded system={loaded} />}
    </AwaitedPage>
  )
}

function Loaded({ system }: { system: System }) {
  const { acting } = useSession()
  const agrees = useCan('systems:agree')
  const manages = useCan('systems:manage') && acting?.agencyId === system.agencyId
  const live = whyNotSystem('end', system.state) === null
  return (
    <>
      <BackLink>
        <Link {...paths.systems}>Other systems</Link>
      </BackLink>
      <Page title="A system" heading={system.name} caption={system.agencyName}>
        <p className="govuk-body">
          <SystemTag system={system} />
        </p>
        {system.state === 'agreed' && !system.inForce && (
          <InsetText>
            Its last day has passed, whoever answers for it has left, or {system.agencyName}’s agreements are
            not in force.
          </InsetText>
        )}
        <Particulars system={system} />
        {agrees && whyNotDecideSystem('agree', system) === null && <DecideSystem system={system} />}
        {agrees && whyNotDecideSystem('agree', system) === 'system.own_proposal' && (
          <InsetText>{problems['system.own_proposal'].title}.</InsetText>
        )}
        {whyNotSystem('make a secret', system.state) === null && (
          <SystemSecrets system={system} manages={manages} />
        )}
        {hasWorked(system.state) && <SystemCalls systemId={system.id} />}
        {manages && live && <ChangeOwner system={system} />}
        {(manages || agrees) && live && <EndSystem system={system} />}
      </Page>
    </>
  )
}

function Particulars({ system }: { system: System }) {
  const { decidedBy, decidedAt, decidedFor, endedBy, endedAt, endedFor } = system
  return (
    <SummaryList
      rows={[
        { key: 'client_id', value: <code className="app-code">{system.id}</code> },
        { key: 'Who answers for it', value: system.ownerName },
        {
          key: 'What it may do',
          value: (
            <ul className="govuk-list">
              {system.scopes.map((scope) => (
                <li key={scope}>
                  {scopeWords[scope] ?? scope} <code className="app-quiet">{scope}</code>
                </li>
              ))}
            </ul>
          ),
        },
        { key: 'Called from', value: system.addresses.length > 0 ? system.addresses.join(', ') : 'Anywhere' },
        { key: 'Until', value: dateWords(system.expiresOn) },
        {
          key: 'Asked for',
          value: (
            <>
              By {system.proposedBy}, <Moment at={system.proposedAt} />
            </>
          ),
        },
        ...(decidedAt
          ? [
              {
                key: system.state === 'declined' ? 'Not agreed' : 'Agreed',
                value: (
                  <>
                    By {decidedBy}, <Moment at={decidedAt} />
                    {decidedFor && `: ${decidedFor}`}
                  </>
                ),
              },
            ]
          : []),
        ...(endedAt
          ? [
              {
                key: 'Ended',
                value: (
                  <>
                    By {endedBy}, <Moment at={endedAt} />: {endedFor}
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
