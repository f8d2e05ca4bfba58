import { downloadDowntimePaper, readDowntimeKit } from '@alongside/shared/documents/kit-addresses'
import type { DowntimePaper } from '@alongside/shared/documents/kit-contract'
import { type KitPart, kitPartWords } from '@alongside/shared/documents/kit-values'
import { useRead } from '../client/hooks.ts'
import { download } from '../client/session.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useDownload } from '../sending/use-download.ts'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'

/** OPS-4: what a lead keeps outside the product, for a night on which it is down. */
export default function KitPage() {
  const kit = useRead(readDowntimeKit, {})
  return (
    <Page title="When Alongside is down" heading="Papers for when Alongside is down">
      <p className="govuk-body">
        Whom to ring, and blank forms. They are made anew each night: keep the newest where you can reach it
        without this page, and destroy the one before.
      </p>
      <InsetText>
        Nothing about anybody whom you support is in them. They do hold names and numbers of staff: lock them
        up.
      </InsetText>
      <Awaited read={kit} label="Loading the papers" lines={4}>
        {({ items }) => <Papers papers={items} />}
      </Awaited>
    </Page>
  )
}

function Papers({ papers }: { papers: readonly DowntimePaper[] }) {
  const { fetchIt, making, said, problem, attempt } = useDownload<KitPart>()
  const [first] = papers
  if (!first) return <EmptyState title="The first are made tonight">Look here tomorrow.</EmptyState>
  return (
    <>
      <p className="govuk-body">
        Made <Moment at={first.madeAt} />
      </p>
      <Refused error={problem} attempt={attempt} />
      <ul className="govuk-list">
        {papers.map(({ part }) => (
          <li key={part}>
            <Button
              type="button"
              variant="secondary"
              busy={making === part}
              onClick={() =>
                void fetchIt(part, () => download(downloadDowntimePaper, { part }), {
                  made: 'It is in your downloads.',
                })
              }
            >
              {kitPartWords[part]}
            </Button>
          </li>
        ))}
      </ul>
      <output className="govuk-body">{said}</output>
    </>
  )
}
