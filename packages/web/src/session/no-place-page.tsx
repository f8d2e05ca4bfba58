import { Page } from '../ui/page.tsx'
import { useCan } from './session.tsx'

/** For an account that acts in no partnership: a platform administrator, or someone whose place has ended. */
export function NoPlacePage() {
  const operates = useCan('platform:manage')
  return (
    <Page title="No partnership" heading="You act in no partnership">
      <p className="govuk-body">
        {operates
          ? 'This account operates the deployment and sees no case. Partnerships are founded, and bank holidays added, through the API; its documentation is at /docs.'
          : 'Your place in the partnership has ended, or has not begun yet. Ask your coordinator. If you have another place, choose it under your name at the top.'}
      </p>
    </Page>
  )
}
