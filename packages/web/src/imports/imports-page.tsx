import { listImports, readImportTemplate, uploadImport } from '@alongside/shared/imports/addresses'
import type { Import } from '@alongside/shared/imports/contract'
import { type ImportKind, importKinds } from '@alongside/shared/imports/kinds'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { download } from '../client/session.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Moment } from '../time/moment.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { FileUpload } from '../ui/file-upload.tsx'
import { Page } from '../ui/page.tsx'
import { Radios } from '../ui/radios.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { kindWords, stateWords } from './words.ts'
import { workbookFaults } from './workbook.ts'

/** As the contract says, in characters; a file of so many bytes has no more. */
const largest = 4_000_000

export default function ImportsPage() {
  const imports = useRead(listImports, {}, { staleTime: 0 })
  return (
    <>
      <BackLink>
        <Link {...paths.members}>Members</Link>
      </BackLink>
      <Page title="Import spreadsheets" heading="Import spreadsheets">
        <p className="govuk-body">
          Bring what you have kept in spreadsheets until now: agencies first, then people, past referrals and
          open actions. A file is tried first. Nothing is made until you say so, and you can take an import
          back while nothing of it has been changed.
        </p>
        <Upload />
        <Awaited read={imports} label="Loading earlier imports">
          {({ items }) => (items.length > 0 ? <Earlier imports={items} /> : null)}
        </Awaited>
      </Page>
    </>
  )
}

function Upload() {
  const navigate = useNavigate()
  const [kind, setKind] = useState<ImportKind | ''>('')
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<Error | null>(null)
  const sending = useSending(uploadImport, { onSuccess: ({ id }) => void navigate(paths.import(id)) })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const missing = (pointer: string, detail: string) => ({ pointer, code: 'missing', detail })
    if (!kind || !file || file.size > largest)
      return sending.refuse([
        ...(kind ? [] : [missing('/kind', 'Choose what the spreadsheet holds')]),
        ...(file ? [] : [missing('/csv', 'Choose a file')]),
        ...(file && file.size > largest
          ? [missing('/csv', 'Make several files of it: it is larger than 4 MB')]
          : []),
      ])
    const csv = await file.text()
    const faults = workbookFaults(csv)
    if (faults.length > 0) return sending.refuse(faults)
    sending.send({ body: { kind, csv } })
  }
  const fetchTemplate = (of: ImportKind) => {
    setProblem(null)
    download(readImportTemplate, {}, { kind: of }).catch(setProblem)
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Refused error={sending.error ?? problem} attempt={sending.attempt} />
      <Radios
        name="/kind"
        label="What does the spreadsheet hold?"
        labelSize="m"
        error={sending.errorAt('/kind')}
        options={importKinds.map((value) => ({ value, ...kindWords[value] }))}
        value={kind}
        onChange={setKind}
      />
      {kind && (
        <p className="govuk-body">
          <button type="button" className="app-link-button" onClick={() => fetchTemplate(kind)}>
            Download the template: {kindWords[kind].label}
          </button>
          . It has the columns, an example and the allowed words.
        </p>
      )}
      <FileUpload
        name="/csv"
        label="The file"
        labelSize="m"
        hint="CSV in UTF-8, 4 MB at most. In Excel: Save as, CSV UTF-8"
        accept=".csv,text/csv"
        error={sending.errorAt('/csv')}
        onChange={setFile}
      />
      <Button busy={sending.busy}>Try the file</Button>
    </form>
  )
}

function Earlier({ imports }: { imports: readonly Import[] }) {
  return (
    <Table
      caption="Earlier imports"
      captionSize="m"
      columns={columns}
      rows={imports}
      rowKey={({ id }) => id}
      rowHeaders
      stack
    />
  )
}

const columns: Column<Import>[] = [
  {
    header: 'What',
    cell: ({ id, kind, rows }) => (
      <Link {...paths.import(id)} className="govuk-link">
        {kindWords[kind].label}, {rows} {rows === 1 ? 'row' : 'rows'}
      </Link>
    ),
  },
  { header: 'Uploaded', cell: ({ uploadedAt }) => <Moment at={uploadedAt} /> },
  { header: 'By', cell: ({ uploadedBy }) => uploadedBy },
  {
    header: 'State',
    cell: ({ state }) => <Tag colour={stateWords[state].colour}>{stateWords[state].label}</Tag>,
  },
]
