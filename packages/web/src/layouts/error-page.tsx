import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'

/** A fault of ours in the browser, or a part of the application that could not be fetched. */
export function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <Page title="Something went wrong" heading="Something went wrong on this page">
      <p className="govuk-body">
        What was saved is safe. If the connection was lost, try again when it is back; if a new version of
        Alongside came out meanwhile, reload the page.
      </p>
      <div className="govuk-button-group">
        <Button type="button" onClick={reset}>
          Try again
        </Button>
        <Button type="button" variant="secondary" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </div>
    </Page>
  )
}
