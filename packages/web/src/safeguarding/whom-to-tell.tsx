import type { FrontDoor } from '@alongside/shared/safeguarding/front-door-schema'
import { isOwnFrontDoor } from '@alongside/shared/safeguarding/rules'
import { usePartnership } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Telephone } from '../ui/telephone.tsx'

type Kind = FrontDoor['kind']

/** SAF-2: whether my own agency is the one to be told: nobody is told to tell herself. */
export function useIsOwnFrontDoor(): (kind: Kind) => boolean {
  const { frontDoors } = usePartnership()
  const agencyId = useSession().acting?.agencyId ?? null
  return (kind) => isOwnFrontDoor(frontDoors[kind], { agencyId })
}

/** SAF-1, SAF-2: whom to ring, by day and by night, each number at one touch. */
export function Numbers({ door }: { door: FrontDoor }) {
  const { name, telephone, hours, nightTelephone, also } = door
  return (
    <>
      <p className="govuk-body">
        <strong>{name}</strong>
        <br />
        <Telephone number={telephone} /> {hours ?? 'day and night'}
        {nightTelephone && (
          <>
            <br />
            <Telephone number={nightTelephone} /> at all other times
          </>
        )}
      </p>
      {also && <p className="govuk-body app-as-typed">{also}</p>}
    </>
  )
}

/** The same where it is not yet said that somebody must be told: of one's own agency, that it is the one. */
export function WhomToTell({ kind }: { kind: Kind }) {
  const { frontDoors } = usePartnership()
  const own = useIsOwnFrontDoor()(kind)
  return (
    <InsetText>
      {own ? (
        <p className="govuk-body">
          That is your own agency, {frontDoors[kind].name}: there is nobody else to ring. Do what you would
          for any other who rings you.
        </p>
      ) : (
        <Numbers door={frontDoors[kind]} />
      )}
    </InsetText>
  )
}
