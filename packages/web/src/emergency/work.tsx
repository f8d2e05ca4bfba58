import { modeWords } from '@alongside/shared/meetings/words'
import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import { Tag } from '../ui/tag.tsx'
import { Telephone } from '../ui/telephone.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'
import { Where } from './where.tsx'

export const emergencyWork: Shown<'emergencies'> = {
  /** MTG-5: before all else, until it is over. */
  emergencies: (emergencies) => (
    <Section title="Emergency meetings">
      {emergencies.map((emergency) => (
        <Emergency key={emergency.meetingId} emergency={emergency} />
      ))}
    </Section>
  ),
}

function Emergency({ emergency }: { emergency: MyWork['emergencies'][number] }) {
  const { meetingId, caseReference, startsAt, state, mode, where, called, answersNow } = emergency
  return (
    <>
      <p className="govuk-body">
        <Link {...paths.meeting(meetingId)} className="govuk-link govuk-!-font-weight-bold">
          Emergency meeting about <Whose reference={caseReference} />
        </Link>{' '}
        {state === 'open' && <Tag colour="green">Open now</Tag>} {called && 'You are called. '}
        <Moment at={startsAt} />, {modeWords[mode]}: <Where where={where} mode={mode} />
      </p>
      {answersNow.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {answersNow.map(({ onCallId, agencyName, name, telephone }) => (
            <li key={onCallId}>
              {agencyName}: {name}, <Telephone number={telephone} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
