import { useEffect, useState } from 'react'
import { device, type OnDevice } from '../autosave/device.ts'
import { PublicLayout } from '../layouts/public-layout.tsx'
import { Page } from '../ui/page.tsx'

/** GST-1: the end of a visit: thanks, and what she typed and did not send, kept for her on this device. */
export default function Thanked() {
  const unsent = useUnsent()
  return (
    <PublicLayout>
      <Page title="Thank you" heading="Thank you for coming">
        <p className="govuk-body">
          What you were invited for is over. Nothing more is needed of you. What you heard stays confidential.
        </p>
        <p className="govuk-body">
          Were you here for a case? Its minutes come to you by mail once they are out, by a link that works
          once.
        </p>
        <p className="govuk-body">
          If the case is spoken of again while the meeting runs, sign in as before.
        </p>
        {unsent.length > 0 && (
          <section className="app-section">
            <h2 className="govuk-heading-m">What you had typed and not sent</h2>
            <p className="govuk-body">
              Nobody else has read it. It stays on this device, encrypted, for 30 days. If the meeting should
              have it, tell whoever invited you.
            </p>
            {unsent.map(({ name, words }) => (
              <p key={name} className="govuk-body app-as-typed">
                {words}
              </p>
            ))}
          </section>
        )}
      </Page>
    </PublicLayout>
  )
}

/** What this page can still open: once it was left, whoever comes back is asked to sign in first. */
function useUnsent(): { name: string; words: string }[] {
  const [unsent, setUnsent] = useState<{ name: string; words: string }[]>([])
  useEffect(() => {
    let left = false
    hersHere().then(
      (kept) => {
        if (!left)
          setUnsent(kept.flatMap(({ name, value }) => wordsOf(value).map((words) => ({ name, words }))))
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [])
  return unsent
}

const hersHere = async (): Promise<(OnDevice & { name: string })[]> => device().everything()

/** A form of hers: the one text in it. */
const wordsOf = (value: unknown): string[] =>
  typeof value === 'object' &&
  value !== null &&
  'words' in value &&
  typeof value.words === 'string' &&
  value.words
    ? [value.words]
    : []
