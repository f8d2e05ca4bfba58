import { listDocumentCopies, registerCopy } from '@alongside/shared/documents/addresses'
import { type DocumentKind, documentKinds } from '@alongside/shared/documents/rules'
import { documentWords } from '@alongside/shared/documents/words'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { Releases } from '../disclosures/releases.tsx'
import { paths } from '../paths.ts'
import { Refused, sentence } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Loading } from '../ui/loading.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Circulate } from './circulate.tsx'
import { PaperRule } from './paper-rule.tsx'
import { whyNotReadWords } from './reasons.ts'
import { CopyRegister } from './register.tsx'
import { RegisterPaper } from './register-paper.tsx'
import { useCopyFile } from './use-copy-file.ts'

/** MTG-4: what there is on paper or as a file, each for one holder; the coordinator's register beside it. */
export function Documents({ meeting }: { meeting: Meeting }) {
  const registers = useCan('documents:register')
  const copies = useRead(listDocumentCopies, { params: { meetingId: meeting.id } })
  const { fetchIt, making, said, problem, attempt } = useCopyFile()
  const register = useSending(registerCopy, { onSuccess: (copy) => void fetchIt(copy) })

  const whyNot = (kind: DocumentKind) => whyNotReadWords(kind, meeting)
  const columns: Column<DocumentKind>[] = [
    { header: 'Document', cell: (kind) => sentence(documentWords[kind]) },
    {
      header: 'On screen',
      cell: (kind) =>
        whyNot(kind) === undefined ? (
          <Link
            {...paths.paper(meeting.id, kind)}
            className="govuk-link"
            aria-label={`Read on screen: ${documentWords[kind]}`}
          >
            Read on screen
          </Link>
        ) : (
          'Not yet'
        ),
    },
    {
      header: 'My copy',
      cell: (kind) => (
        <Button
          type="button"
          variant="secondary"
          busy={register.busy || making}
          reason={whyNot(kind)}
          onClick={() => register.send({ body: { meetingId: meeting.id, kind } })}
          aria-label={`Make my copy: ${documentWords[kind]}`}
        >
          Make my copy
        </Button>
      ),
    },
  ]
  return (
    <>
      <p className="govuk-body">
        Each copy holds just the cases that your agency may see at that moment, and says on every page that it
        is yours.
      </p>
      {!meeting.signedByMe && (
        <InsetText>
          <Link {...paths.meeting(meeting.id)} className="govuk-link">
            Read and sign the confidentiality agreement
          </Link>{' '}
          first: pack, minutes and action log open once you have.
        </InsetText>
      )}
      <Refused error={register.error ?? problem} attempt={register.attempt + attempt} />
      <Table
        caption="Documents of this meeting"
        hiddenCaption
        columns={columns}
        rows={documentKinds}
        rowKey={(kind) => kind}
        rowHeaders
        stack
      />
      <output className="govuk-body">{said}</output>
      {registers && <Circulate meeting={meeting} heldBack={copies.data?.heldBack ?? []} />}
      <h2 className="govuk-heading-m">{registers ? 'Register of copies' : 'My copies'}</h2>
      {registers && <RegisterPaper meetingId={meeting.id} />}
      {registers && <PaperRule />}
      {copies.data === undefined && <Loading label="Loading the copies" />}
      {copies.data?.items.length === 0 && (
        <EmptyState title="No copy was made yet">Copies stand here once they are made.</EmptyState>
      )}
      {copies.data && copies.data.items.length > 0 && <CopyRegister copies={copies.data.items} />}
      <Releases meeting={meeting} />
    </>
  )
}
