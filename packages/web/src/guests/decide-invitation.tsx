import { agreeInvitation, declineInvitation, withdrawInvitation } from '@alongside/shared/guests/addresses'
import type { GuestInvitation } from '@alongside/shared/guests/contract'
import { whyNotInvitation } from '@alongside/shared/guests/rules'
import { problems } from '@alongside/shared/problems'
import { InWords } from '../forms/in-words.tsx'
import { NoesToRead } from '../limits/noes-to-read.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

/** The coordinator's word on a proposal, or an invitation taken back; the reason is told to who proposed it. */
export function DecideInvitation({ invitation }: { invitation: GuestInvitation }) {
  const said = { params: { invitationId: invitation.id }, version: invitation.version }
  if (!whyNotInvitation('agree', invitation.state))
    return (
      <>
        <Agree invitation={invitation} />
        <InWords
          contract={declineInvitation}
          said={said}
          summary="Do not agree"
          asks={{ key: 'reason', label: `Why does ${invitation.name} not come?`, missing: 'Say why' }}
          button="Do not agree"
          variant="secondary"
        />
      </>
    )
  if (!whyNotInvitation('withdraw', invitation.state))
    return (
      <InWords
        contract={withdrawInvitation}
        said={said}
        summary="Take the invitation back"
        asks={{
          key: 'reason',
          label: `Why is the invitation of ${invitation.name} taken back?`,
          missing: 'Say why',
        }}
        button="Take the invitation back"
        variant="secondary"
      />
    )
  return null
}

const intro = 'By agreeing you say that the guest keeps to what she refused:'

/** ACC-8: who lets a guest in reads what she refuses first; whoever may be of an agency that she refuses is said not to be, in words. */
function Agree({ invitation }: { invitation: GuestInvitation }) {
  const { id, version, name, refused, mayBeOf, herNoes } = invitation
  const agreeing = useSending(agreeInvitation)
  const said = { params: { invitationId: id }, version }
  const noesRead = herNoes.map(({ limitId }) => limitId)
  const beside = noesRead.length > 0 ? { noesRead } : {}
  if (refused) {
    const { title, fix } = problems['guest.not_invitable']
    return (
      <>
        <p className="govuk-body">She refuses {name}, or where they work.</p>
        <Button type="button" reason={title}>
          Agree and invite {name}
        </Button>
        <p className="govuk-body">{fix}</p>
      </>
    )
  }
  if (mayBeOf.length > 0)
    return (
      <InWords
        contract={agreeInvitation}
        said={said}
        summary={`Agree and invite ${name}`}
        asks={{
          key: 'notOf',
          label: `How do you know that ${name} is not of ${mayBeOf.join(', ')}?`,
          missing: 'Say how you know',
        }}
        button={`Agree and invite ${name}`}
        beside={beside}
      >
        <p className="govuk-body">
          She refuses {mayBeOf.join(', ')}. By where they work, or by their address, {name} may be of it.
        </p>
        <NoesToRead herNoes={herNoes} intro={intro} />
      </InWords>
    )
  return (
    <>
      <NoesToRead herNoes={herNoes} intro={intro} />
      <Refused error={agreeing.error} attempt={agreeing.attempt} />
      <Button
        type="button"
        busy={agreeing.busy}
        reason={agreeing.stopped}
        onClick={() => agreeing.send({ ...said, body: beside })}
      >
        Agree and invite {name}
      </Button>
    </>
  )
}
