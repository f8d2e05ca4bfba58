import { listFrontDoors } from '@alongside/shared/safeguarding/addresses'
import type { FrontDoorVersion } from '@alongside/shared/safeguarding/front-door-schema'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { KeepFrontDoor } from './keep-front-door.tsx'
import { Numbers } from './whom-to-tell.tsx'

const kinds = [
  { kind: 'child', title: 'A child at risk' },
  { kind: 'adult', title: 'An adult with care and support needs at risk' },
] as const

/** SAF-1, SAF-2: whom everybody here tells, by day and by night; the coordinator keeps it. */
export default function FrontDoorsPage() {
  const read = useRead(listFrontDoors, {})
  return (
    <Page title="Whom we tell" heading="Whom we tell of somebody at risk">
      <p className="govuk-body">
        Somebody in danger now? Call 999. These numbers stand on the referral form and beside whatever is to
        be told.
      </p>
      <Awaited read={read} label="Loading whom we tell" lines={8}>
        {({ items }) =>
          kinds.map(({ kind, title }) => (
            <Kind key={kind} title={title} versions={items.filter((one) => one.kind === kind)} />
          ))
        }
      </Awaited>
    </Page>
  )
}

function Kind({ title, versions }: { title: string; versions: readonly FrontDoorVersion[] }) {
  const keeps = useCan('front_doors:keep')
  const [saved, setSaved] = useState(0)
  const [door, ...before] = versions
  if (!door) return null
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">{title}</h2>
      {saved > 0 && (
        <NotificationBanner key={saved} success>
          Saved: it stands wherever whom to tell is named
        </NotificationBanner>
      )}
      <Numbers door={door} />
      <Member door={door} />
      <SavedBy version={door} />
      {keeps && (
        <Details key={door.version} summary={<Of title={title}>Change it</Of>}>
          <KeepFrontDoor door={door} onSaved={() => setSaved((times) => times + 1)} />
        </Details>
      )}
      {before.length > 0 && (
        <Details summary={<Of title={title}>What it was before</Of>}>
          {before.map((version) => (
            <div key={version.version}>
              <Numbers door={version} />
              <Member door={version} />
              <SavedBy version={version} />
            </div>
          ))}
        </Details>
      )}
    </section>
  )
}

/** What is behind it, for who hears no heading above. */
const Of = ({ title, children }: { title: string; children: string }) => (
  <>
    {children}
    <span className="govuk-visually-hidden">: {title}</span>
  </>
)

const Member = ({ door: { agencyName } }: { door: FrontDoorVersion }) => (
  <p className="govuk-body">
    {agencyName
      ? `Of ${agencyName}, a member: it is told here too, and answers here.`
      : 'Of no member: it is told by telephone alone.'}
  </p>
)

const SavedBy = ({ version: { savedAt, savedByName } }: { version: FrontDoorVersion }) => (
  <p className="govuk-body app-quiet">
    Written down <Moment at={savedAt} />, {savedByName ?? 'as the partnership was founded'}
  </p>
)
