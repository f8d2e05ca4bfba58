import { notices } from '@alongside/shared/domains'
import { pageOf } from '@alongside/shared/notices/kinds'
import { listNotifications, markNotificationsRead } from '@alongside/shared/work/addresses'
import type { Notification } from '@alongside/shared/work/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { useChange, useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { Moment } from '../time/moment.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { SubNavigation } from '../ui/sub-navigation.tsx'

export default function NotificationsPage() {
  const { cursor, show } = useSearch({ from: '/signed-in/notifications' })
  const unread = show !== 'all'
  const notifications = useRead(
    listNotifications,
    { query: { cursor, unread: unread || undefined } },
    { staleTime: 0, keepPrevious: true },
  )
  return (
    <Page title="Notifications" heading="Notifications">
      <SubNavigation
        label="Which notifications"
        items={[
          {
            link: (
              <Link to="/notifications" activeOptions={exactly}>
                Not read
              </Link>
            ),
            current: unread,
          },
          {
            link: (
              <Link to="/notifications" search={{ show: 'all' }} activeOptions={exactly}>
                All
              </Link>
            ),
            current: !unread,
          },
        ]}
      />
      <Awaited read={notifications} label="Loading your notifications">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={unread ? 'You have read everything' : 'Nothing yet'}>
                When something waits for you, it is told here and by mail.
              </EmptyState>
            ) : (
              <>
                <ReadAll notifications={items} />
                <ul className="govuk-list app-work-list">
                  {items.map((notification) => (
                    <Line key={notification.id} notification={notification} />
                  ))}
                </ul>
              </>
            )}
            <Pagination
              newer={
                cursor === undefined ? undefined : (
                  <Link to="/notifications" search={show ? { show } : {}}>
                    Newest notifications
                  </Link>
                )
              }
              older={
                next === null ? undefined : (
                  <Link to="/notifications" search={{ cursor: next, ...(show && { show }) }}>
                    Older notifications
                  </Link>
                )
              }
            />
          </>
        )}
      </Awaited>
    </Page>
  )
}

/** Two links to one path, told apart by their query. */
const exactly = { exact: true, includeSearch: true, explicitUndefined: true }

/** All that this page shows, and nothing that came since. */
function ReadAll({ notifications }: { notifications: Notification[] }) {
  const reading = useChange(markNotificationsRead)
  const notificationIds = notifications.filter(({ readAt }) => !readAt).map(({ id }) => id)
  if (notificationIds.length < 2) return null
  return (
    <>
      <Button
        type="button"
        variant="secondary"
        busy={reading.isPending}
        onClick={() => reading.mutate({ body: { notificationIds } })}
      >
        Mark these {notificationIds.length} as read
      </Button>
      <Refused error={reading.error} />
    </>
  )
}

function Line({ notification }: { notification: Notification }) {
  const reading = useChange(markNotificationsRead)
  const read = () => {
    if (!notification.readAt) reading.mutate({ body: { notificationIds: [notification.id] } })
  }
  const words = notices[notification.kind].screen
  return (
    <li className="app-work-list__item">
      <span className="app-work-list__what">
        <Link to={pageOf(notification.kind, notification.subjectId)} className="govuk-link" onClick={read}>
          {words}
          {notification.reference && ` (${notification.reference})`}
        </Link>{' '}
        {!notification.readAt && <Badge colour="blue">New</Badge>}
        <Refused error={reading.error} />
      </span>
      <span className="app-work-list__when">
        <Moment at={notification.at} />
      </span>
      {!notification.readAt && (
        <button type="button" className="app-link-button" onClick={read}>
          Mark as read<span className="govuk-visually-hidden">: {words}</span>
        </button>
      )}
    </li>
  )
}
