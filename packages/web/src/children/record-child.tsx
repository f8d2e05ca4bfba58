import type { Case } from '@alongside/shared/cases/contract'
import { recordChild } from '@alongside/shared/children/addresses'
import { childFaults } from '@alongside/shared/children/rules'
import type { ChildSaid } from '@alongside/shared/children/schema'
import { useNavigate } from '@tanstack/react-router'
import { useKept } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { asSent } from './as-sent.ts'
import { ChildFields } from './child-fields.tsx'
import { RingNow } from './ring-now.tsx'

const nobody = { child: {} as ChildSaid }

/** CHD-1: a child who is put onto her case by hand. */
export default function RecordChild({ file }: { file: Case }) {
  const day = today(useCalendar())
  const navigate = useNavigate()
  const { values, set, errorAt, ...form } = useForm(recordChild, {
    start: nobody,
    state: useKept(`child ${file.id}`, 'A child, not recorded yet', nobody),
    faultsIn: ({ child }) => childFaults(asSent(child), day, false),
    said: ({ child }) => ({ params: { caseId: file.id }, body: asSent(child) }),
    onSuccess: () => void navigate(paths.caseSection(file.id, 'children')),
  })
  return (
    <div className="app-narrow">
      <Form form={form}>
        <ChildFields
          at=""
          child={values.child}
          onChange={(child) => set({ child })}
          errorAt={errorAt}
          today={day}
        />
        <RingNow child={values.child} />
        <Button busy={form.busy}>Record the child</Button>
      </Form>
    </div>
  )
}
