import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { SafeguardingBanner } from './banner.tsx'

export const safeguardingWork: Shown<'safeguarding'> = {
  safeguarding: (notifications) => (
    <Section title="Safeguarding: to be told">
      {notifications.map((notification) => (
        <div key={notification.id}>
          {notification.caseId && notification.caseReference && (
            <p className="govuk-body">
              <Link {...paths.case(notification.caseId)} className="govuk-link">
                {notification.caseReference}
              </Link>
            </p>
          )}
          <SafeguardingBanner notification={notification} />
        </div>
      ))}
    </Section>
  ),
}
