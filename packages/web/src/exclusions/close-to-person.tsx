import { coordinates, isTrueOf } from '@alongside/shared/access'
import { closeCaseToPerson } from '@alongside/shared/exclusions/addresses'
import type { ExclusionReason } from '@alongside/shared/exclusions/values'
import { exclusionReasonWords } from '@alongside/shared/exclusions/words'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useAsking, useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { Textarea } from '../ui/textarea.tsx'

const toldWords = {
  yes: 'Yes, they are told that it is closed',
  no: 'No: telling them could put her at risk. The chair looks at it within five working days, or somebody else where the chair cannot',
} as const

/** HRM-1: a lead to people of her own agency, the coordinator to anybody, the chair to a sole coordinator. */
export function CloseToPerson({ caseId }: { caseId: string }) {
  const members = useRead(listMembers, {})
  const { agencyId, role } = useAsking()
  const { accountId: own } = useSession()
  const { field, ...form } = useForm(closeCaseToPerson, {
    ...useKeptTyping(`close ${caseId}`, 'To whom a case is closed, not sent yet', {
      person: '',
      knows: '' as ExclusionReason | '',
      told: '' as keyof typeof toldWords | '',
      words: '',
    }),
    needed: {
      person: 'Choose a person',
      knows: 'Say whom they know',
      told: 'Say whether they are told',
      words: 'Say why',
    },
    said: ({ person, knows, told, words }) => {
      const [accountId = '', ofAgency = ''] = person.split(' ')
      return {
        params: { caseId },
        body: { accountId, agencyId: ofAgency, knows, told: told === 'yes', words },
      }
    },
    under: '/close-to',
  })
  const people = (members.data?.items ?? []).filter(
    (member) =>
      !member.endedAt &&
      member.accountId !== own &&
      (coordinates(role) ||
        (isTrueOf('chairs', role) ? coordinates(member.role) : member.agencyId === agencyId)),
  )
  return (
    <Form form={form} className="app-narrow">
      <Select
        {...field('person', '/accountId')}
        label="To whom?"
        hint="That person sees nothing of her any more; colleagues go on as before. If they lead their agency, stand in for its lead, or look after its systems, the case is closed to its systems and webhooks too."
        options={[
          { value: '', label: 'Choose a person' },
          ...people.map((member) => ({
            value: `${member.accountId} ${member.agencyId}`,
            label: `${member.name}, ${member.agencyName}`,
          })),
        ]}
      />
      <Radios {...field('knows')} label="Why?" options={optionsOf(exclusionReasonWords)} />
      <Radios {...field('told')} label="Are they told?" options={optionsOf(toldWords)} />
      <Textarea {...field('words')} label="In words" rows={2} />
      <Button variant="warning" busy={form.busy}>
        Close the case to this person
      </Button>
    </Form>
  )
}
