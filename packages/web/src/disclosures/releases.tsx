import { listDisclosures } from '@alongside/shared/disclosures/addresses'
import type { Disclosure } from '@alongside/shared/disclosures/contract'
import { disclosureStateWords, releasePartIn } from '@alongside/shared/disclosures/words'
import { documentWords } from '@alongside/shared/documents/words'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Tag } from '../ui/tag.tsx'
import { AskRelease } from './ask-release.tsx'
import { DecideRelease } from './decide-release.tsx'
import { ReleaseMoves } from './release-moves.tsx'

const colours = { asked: 'yellow', agreed: 'teal', declined: 'grey', taken_back: 'grey' } as const

/** CNF-1: what leaves to somebody who is no member: asked for, decided, fetched once; all of it stays on record. */
export function Releases({ meeting }: { meeting: Meeting }) {
  const disclosures = useRead(listDisclosures, { params: { meetingId: meeting.id } })
  return (
    <section className="app-section" aria-labelledby="releases">
      <h2 className="govuk-heading-m" id="releases">
        Copies for somebody outside
      </h2>
      <p className="govuk-body">
        Nothing leaves to somebody who is no member without the coordinator’s written agreement. A guest who
        was there while a case was spoken of gets its minutes as they go out.
      </p>
      <Awaited read={disclosures} label="Loading the requests">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No release was asked for">Requests stand here with their answers.</EmptyState>
          ) : (
            items.map((disclosure) => <Release key={disclosure.id} disclosure={disclosure} />)
          )
        }
      </Awaited>
      <AskRelease meeting={meeting} />
    </section>
  )
}

function Release({ disclosure }: { disclosure: Disclosure }) {
  const decides = useCan('documents:register')
  const { caseReference, decidedBy, decidedAt, decision, copyNumber, expiresAt, openedAt } = disclosure
  const rows = [
    {
      key: 'What',
      value: `${documentWords[disclosure.kind]}${caseReference ? `, only case ${caseReference}` : ''}`,
    },
    {
      key: 'For',
      value: `${disclosure.recipientOrganisation}, ${disclosure.recipientEmail}${disclosure.ofGuest ? '; a guest of this case' : ''}`,
    },
    { key: 'Why', value: <span className="app-as-typed">{disclosure.reason}</span> },
    {
      key: 'Asked',
      value: (
        <>
          {disclosure.askedBy}, {disclosure.askedByAgencyName}, <Moment at={disclosure.askedAt} />
        </>
      ),
    },
    ...(decidedBy && decidedAt
      ? [
          {
            key: 'Decided',
            value: (
              <>
                {decidedBy}, <Moment at={decidedAt} />: <span className="app-as-typed">{decision}</span>
              </>
            ),
          },
        ]
      : []),
    ...(copyNumber ? [{ key: 'Copy', value: copyNumber }] : []),
    ...(disclosure.parts
      ? [
          {
            key: 'Cut to',
            value: disclosure.parts.map((part) => releasePartIn(disclosure.kind, part)).join('; '),
          },
        ]
      : []),
    ...(disclosure.takenBackBy
      ? [
          {
            key: 'Taken back',
            value: (
              <>
                {disclosure.takenBackBy}: <span className="app-as-typed">{disclosure.takenBackFor}</span>
              </>
            ),
          },
        ]
      : []),
    ...(openedAt
      ? [{ key: 'Fetched', value: <Moment at={openedAt} /> }]
      : expiresAt && disclosure.state === 'agreed'
        ? [
            {
              key: 'Fetched',
              value: (
                <>
                  Not yet; the link is good until <Moment at={expiresAt} />
                </>
              ),
            },
          ]
        : []),
  ]
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">
        {disclosure.recipientName}{' '}
        <Tag colour={colours[disclosure.state]}>{sentence(disclosureStateWords[disclosure.state])}</Tag>
      </h3>
      <SummaryList rows={rows} />
      {decides && <DecideRelease disclosure={disclosure} />}
      <ReleaseMoves disclosure={disclosure} coordinates={decides} />
    </section>
  )
}
