import { problems } from '@alongside/shared/problems'
import { readResearch } from '@alongside/shared/research/addresses'
import type { Research } from '@alongside/shared/research/contract'
import { whyNotResearch } from '@alongside/shared/research/rules'
import { Link, useParams } from '@tanstack/react-router'
import { NoBasis } from '../cases/no-basis.tsx'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { dayWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { ResearchForm } from './research-form.tsx'
import { ShareResearch } from './share-research.tsx'
import { useResearch } from './writing.ts'

export default function ResearchPage() {
  const { itemId } = useParams({ from: '/signed-in/agenda-items/$itemId/research' })
  const research = useRead(readResearch, { params: { itemId } }, { staleTime: 0 })
  return (
    <AwaitedPage read={research} title="What my agency knows" label="Loading what your agency wrote down">
      {(loaded) => <Shown key={loaded.agendaItemId} research={loaded} />}
    </AwaitedPage>
  )
}

/** MTG-3: the agency's own page for one case of a meeting. */
function Shown({ research }: { research: Research }) {
  const calendar = useCalendar()
  const { acting } = useSession()
  const writing = useResearch(research)
  const refusal = whyNotResearch(research.meetingState, research.state)
  const agency = acting?.agencyName ?? 'your agency'
  if (!writing) return null
  return (
    <>
      <BackLink>
        {research.signedByMe ? (
          <Link {...paths.agendaItem(research.agendaItemId)}>Agenda item {research.caseReference}</Link>
        ) : (
          <Link {...paths.meeting(research.meetingId)}>
            Meeting of {dayWords(calendar, research.meetingStartsAt)}
          </Link>
        )}
      </BackLink>
      <Page
        title="What my agency knows"
        heading={`What ${agency} knows`}
        caption={`${research.caseReference}, meeting of ${dayWords(calendar, research.meetingStartsAt)}`}
      >
        <p className="govuk-body">
          <Light light={research.light} />{' '}
          <Link {...paths.case(research.caseId)} className="govuk-link">
            Read the case
          </Link>
        </p>
        <InsetText>
          Only people of {agency} see this page. Other agencies, and the coordinator too, see what you share
          below, from the moment you share it, and nothing else.
        </InsetText>
        {refusal && <InsetText>{problems[refusal].title}. Nothing more is written down here.</InsetText>}
        {!research.basisInForce && <NoBasis caseId={research.caseId} />}
        <ResearchForm research={research} writing={writing} writable={!refusal} />
        <ShareResearch
          research={research}
          typed={writing.content.facts}
          saved={writing.state.unsaved.length === 0}
        />
      </Page>
    </>
  )
}
