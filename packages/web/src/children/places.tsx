import { recordChildPlaces } from '@alongside/shared/children/addresses'
import { readsPlaces } from '@alongside/shared/children/rules'
import type { Child } from '@alongside/shared/children/schema'
import { calledOr } from '@alongside/shared/children/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { usePartnership } from '../session/partnership.ts'
import { useAsking } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** CHD-1: where a child is. Whoever records writes it down; agencies' leads and children's social care read it. */
export function PlacesOfChild({ child, records }: { child: Child; records: boolean }) {
  const { frontDoors } = usePartnership()
  const reads = readsPlaces(useAsking(), frontDoors.child)
  const { places } = child
  return (
    <>
      {places && (
        <SummaryList
          rows={[
            { key: 'Address', value: <span className="app-as-typed">{places.address ?? 'Not known'}</span> },
            { key: 'School', value: <span className="app-as-typed">{places.school ?? 'Not known'}</span> },
            {
              key: 'Said',
              value: (
                <>
                  <Moment at={places.saidAt} /> by {places.saidBy}. Agencies’ leads and children’s social care
                  read this, and nobody else.
                </>
              ),
            },
          ]}
        />
      )}
      {records && (
        <Details summary={<>Write down where {calledOr(child)} lives or goes to school</>}>
          <RecordPlaces child={child} reads={reads} />
        </Details>
      )}
    </>
  )
}

function RecordPlaces({ child, reads }: { child: Child; reads: boolean }) {
  const { field, done, ...form } = useForm(recordChildPlaces, {
    ...useKeptTyping(`places ${child.id}`, 'Where a child lives, not recorded yet', {
      address: '',
      school: '',
    }),
    faultsIn: ({ address, school }) =>
      address || school
        ? []
        : [
            {
              pointer: '/address',
              code: 'missing',
              detail: 'Write where the child lives, or goes to school',
            },
          ],
    said: ({ address, school }) => ({
      params: { childId: child.id },
      body: { ...(address && { address }), ...(school && { school }) },
    }),
    under: `/places/${child.id}`,
  })
  return (
    <>
      {done && <NotificationBanner success>Written down</NotificationBanner>}
      <p className="govuk-body">
        Agencies’ leads and children’s social care read it, and nobody else
        {reads ? '.' : ': you will not see it again here.'}
      </p>
      <Form form={form}>
        <Textarea {...field('address')} label="Where does the child live? (optional)" rows={2} />
        <Textarea {...field('school')} label="Which school or nursery? (optional)" rows={2} />
        <Button variant="secondary" busy={form.busy}>
          Write it down
        </Button>
      </Form>
    </>
  )
}
