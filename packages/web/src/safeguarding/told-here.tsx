import type { SafeguardingNotification } from '@alongside/shared/safeguarding/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { usePartnership } from '../session/partnership.ts'
import { Moment } from '../time/moment.tsx'

/** SAF-1, SAF-2: whether the front door was told in the product too, and where its own people answer. */
export function ToldHere({ notification, own }: { notification: SafeguardingNotification; own: boolean }) {
  const door = usePartnership().frontDoors[notification.kind]
  const { id, toldHere } = notification
  if (own)
    return (
      toldHere && (
        <p className="govuk-body">
          <Link {...paths.received(id)} className="govuk-link">
            Answer it for your team
          </Link>
        </p>
      )
    )
  if (toldHere)
    return (
      <p className="govuk-body">
        {toldHere.agencyName} was told here too, <Moment at={toldHere.at} />, and has not answered yet. What
        it answers closes this.
      </p>
    )
  return <p className="govuk-body">{door.agencyId ? 'They are not told here: ring them.' : 'Ring them.'}</p>
}
