import type { collectCopy, destroyCopy } from '@alongside/shared/documents/addresses'
import type { DocumentCopy } from '@alongside/shared/documents/contract'
import { mayWitness } from '@alongside/shared/documents/rules'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Select } from '../ui/select.tsx'

interface Props {
  copy: DocumentCopy
  contract: typeof collectCopy | typeof destroyCopy
  words: string
}

/** MTG-4: that paper is back, or is no more, with who saw it. */
export function Witnessed({ copy, contract, words }: Props) {
  const me = useSession().accountId
  const members = useRead(listMembers, {})
  const form = useForm(contract, {
    start: { witnessId: '' },
    needed: { witnessId: 'Choose who saw it' },
    said: (body) => ({ params: { copyId: copy.id }, version: copy.version, body }),
    under: `/${copy.id}/${words}`,
  })
  const people = (members.data?.items ?? []).filter(
    (one) => one.endedAt === null && mayWitness(one, copy, { accountId: me }),
  )
  return (
    <Details
      summary={
        <>
          {words}
          <span className="govuk-visually-hidden">: copy {copy.number}</span>
        </>
      }
    >
      <Form form={form}>
        <Select
          {...form.field('witnessId')}
          label="Who saw it?"
          hint="Neither you nor who held it."
          options={[
            { value: '', label: 'Choose a person' },
            ...people.map(({ accountId, name, agencyName }) => ({
              value: accountId,
              label: `${name}, ${agencyName}`,
            })),
          ]}
        />
        <Button variant="secondary" busy={form.busy}>
          {words}
        </Button>
      </Form>
    </Details>
  )
}
