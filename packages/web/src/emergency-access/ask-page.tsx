import { askEmergencyAccess, listEmergencyAccesses } from '@alongside/shared/emergency-access/addresses'
import type { EmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { emergencyFindingWords } from '@alongside/shared/emergency-access/words'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { isProblem } from '../client/transport.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { incomplete } from '../sending/sending.ts'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { ByName } from './by-name.tsx'
import { emergencyFaults } from './faults.ts'

/** ACC-7: beyond one's grants, in an emergency: the reason first, then what she refuses, then the case. */
export default function AskPage() {
  return (
    <Page title="Emergency access" heading="Open a case in an emergency">
      <BackLink>
        <Link {...paths.cases}>Cases</Link>
      </BackLink>
      <WarningText>If somebody is in danger now, ring 999 first.</WarningText>
      <p className="govuk-body">
        For when someone’s life or safety cannot wait. First you say why; then you are told what she said no
        to; then it opens to you alone, to be read, for four hours. Who referred her, the chair and the
        coordinator are told at once. Afterwards you say what you did, and somebody else says whether it was
        right.
      </p>
      <ByReference />
      <ByName />
      <Before />
    </Page>
  )
}

function ByReference() {
  const navigate = useNavigate()
  const { field, ...form } = useForm(askEmergencyAccess, {
    ...useKeptTyping('emergency', 'Why a case is opened in an emergency, not asked yet', {
      reference: '',
      reason: '',
    }),
    faultsIn: (typed) => emergencyFaults(inCapitals(typed)),
    said: (typed) => ({ body: inCapitals(typed) }),
    onSuccess: ({ id }) => void navigate(paths.emergencyAccess(id)),
  })
  const unknown = isProblem(form.error, 'not_found')
  return (
    <Form form={{ ...form, error: unknown ? incomplete([noSuchReference]) : form.error }}>
      <TextInput
        {...field('reference')}
        error={unknown ? noSuchReference.detail : field('reference').error}
        label="The case’s reference"
        hint="Such as EMP-2026-7K3QX; the last part is enough"
        width={20}
        autoComplete="off"
      />
      <Textarea
        {...field('reason')}
        label="Why can it not wait?"
        hint="At least 20 characters: what is happening, and what you need to know. It stays on the case’s record."
        rows={3}
      />
      <Button busy={form.busy}>Go on</Button>
    </Form>
  )
}

const noSuchReference = {
  pointer: '/reference',
  code: 'unknown',
  detail: 'No case has this reference. Check each letter and figure, or ask by her name below',
} as const

const inCapitals = ({ reference, reason }: { reference: string; reason: string }) => ({
  reference: reference.trim().toUpperCase(),
  reason,
})

/** One's own; to who looks at them, everybody's. */
function Before() {
  const { cursor } = useSearch({ from: '/signed-in/emergency-access' })
  const reviews = useCan('access:review')
  const accesses = useRead(listEmergencyAccesses, { query: { cursor } }, { keepPrevious: true, staleTime: 0 })
  return (
    <section className="app-section">
      <Awaited read={accesses} label="Loading emergency accesses" lines={4}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyState
              title={reviews ? 'Nobody has asked for a case in an emergency' : 'You have not asked before'}
            />
          ) : (
            <>
              <Table
                caption={reviews ? 'Who asked, newest first' : 'What you asked for, newest first'}
                captionSize="m"
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                rowHeaders
                stack
              />
              <Pagination
                newer={cursor === undefined ? undefined : <Link {...paths.emergencyAccesses}>Newest</Link>}
                older={
                  next === null ? undefined : (
                    <Link {...paths.emergencyAccesses} search={{ cursor: next }}>
                      Older
                    </Link>
                  )
                }
              />
            </>
          )
        }
      </Awaited>
    </section>
  )
}

const columns: Column<EmergencyAccess>[] = [
  {
    header: 'Who',
    cell: ({ id, name, agencyName }) => (
      <span>
        <Link {...paths.emergencyAccess(id)} className="govuk-link">
          {name}
        </Link>
        <span className="app-quiet"> {agencyName}</span>
      </span>
    ),
  },
  { header: 'Case', cell: ({ caseReference }) => caseReference ?? 'Not open to you' },
  { header: 'Asked', cell: ({ at }) => <Moment at={at} /> },
  {
    header: 'What became of it',
    cell: ({ openedAt, finding, forChair }) => {
      if (!openedAt) return 'It was not opened'
      if (finding) return emergencyFindingWords[finding]
      return forChair ? 'Waits for the chair' : 'Waits for the coordinator'
    },
  },
]
