import { telephonePattern } from '@alongside/shared/oncall/values'
import type { Fault } from '@alongside/shared/problems'
import { saveFrontDoor } from '@alongside/shared/safeguarding/addresses'
import type { FrontDoor } from '@alongside/shared/safeguarding/front-door-schema'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { usePartnership } from '../session/partnership.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { Numbers } from './whom-to-tell.tsx'

const ringable = new RegExp(telephonePattern)

const faultIn = (field: string, number: string): Fault[] =>
  number === '' || ringable.test(number)
    ? []
    : [{ pointer: `/${field}`, code: 'invalid', detail: 'Give a telephone number such as 01632 960 001' }]

/** The coordinator’s: a new version; what it was stays on record. */
export function KeepFrontDoor({ door, onSaved }: { door: FrontDoor; onSaved: () => void }) {
  const { agencies } = usePartnership()
  const { kind, version } = door
  const { field, ...form } = useForm(saveFrontDoor, {
    ...useKeptTyping(`front door ${kind} ${version}`, 'Whom to tell of somebody at risk, not saved yet', {
      name: door.name,
      telephone: door.telephone,
      hours: door.hours ?? '',
      nightTelephone: door.nightTelephone ?? '',
      also: door.also ?? '',
      agencyId: door.agencyId ?? '',
    }),
    needed: { name: 'Say what the team is called', telephone: 'Give the number by day' },
    faultsIn: ({ telephone, nightTelephone }) => [
      ...faultIn('telephone', telephone),
      ...faultIn('nightTelephone', nightTelephone),
    ],
    said: ({ name, telephone, ...more }) => ({
      params: { kind },
      version,
      body: {
        name,
        telephone,
        hours: more.hours || null,
        nightTelephone: more.nightTelephone || null,
        also: more.also || null,
        agencyId: more.agencyId || null,
      },
    }),
    under: `/${kind}`,
    onSuccess: onSaved,
    keeps: true,
  })
  return (
    <Form form={form} stands={[{ key: 'Now', value: <Numbers door={door} /> }]}>
      <TextInput {...field('name')} limit={120} label="What the team is called" autoComplete="off" />
      <TextInput
        {...field('telephone')}
        limit={30}
        label="Telephone"
        width={20}
        type="tel"
        autoComplete="off"
      />
      <TextInput
        {...field('hours')}
        limit={120}
        label="When that number answers (optional)"
        hint="Such as Monday to Friday, 9:00 to 17:00. Blank: day and night"
        autoComplete="off"
      />
      <TextInput
        {...field('nightTelephone')}
        limit={30}
        label="Telephone at all other times (optional)"
        width={20}
        type="tel"
        autoComplete="off"
      />
      <Textarea {...field('also')} label="What else to say (optional)" rows={2} />
      <Select
        {...field('agencyId')}
        label="Which member’s team is it?"
        hint="That agency is told here too, and answers here"
        options={[
          { value: '', label: 'None of ours' },
          ...agencies.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Button busy={form.busy}>Save</Button>
    </Form>
  )
}
