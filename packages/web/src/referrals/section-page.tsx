import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type FormEvent, type ReactElement, useEffect } from 'react'
import { NotFoundPage } from '../layouts/not-found-page.tsx'
import { paths } from '../paths.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { fieldId } from '../ui/field-id.ts'
import { Page } from '../ui/page.tsx'
import { useDraft } from './draft-context.tsx'
import { DraftStatus } from './draft-status.tsx'
import { namedFault } from './field-label.ts'
import { sectionFields } from './section-fields.tsx'
import { faultsIn, nextSection, sectionBySlug } from './sections.ts'

/** One section of the form. `mend` in the address: what is missing is named at its place. */
export default function SectionPage() {
  const { section: slug = '' } = useParams({ strict: false })
  const section = sectionBySlug(slug)
  const inside = section && sectionFields[section.key]
  if (!section || !inside) return <NotFoundPage />
  return <Shown key={slug} section={section} inside={inside} />
}

function Shown({ section, inside }: { section: FormSection; inside: ReactElement }) {
  const { referral } = useDraft()
  // After the page has moved the focus to its heading: an address may name a field.
  useEffect(() => focusField(window.location.hash.slice(1)), [])
  return (
    <>
      <BackLink>
        <Link {...paths.referralForm(referral.id)}>All parts of the referral</Link>
      </BackLink>
      <Page title="Referral form" heading={section.title} caption={referral.reference}>
        <Form section={section}>{inside}</Form>
      </Page>
    </>
  )
}

function focusField(id: string) {
  const field = document.getElementById(id)
  if (!field) return
  const controls = 'input, textarea, select'
  const control = field.matches(controls) ? field : field.querySelector<HTMLElement>(controls)
  field.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}

type FormSection = NonNullable<ReturnType<typeof sectionBySlug>>

function Form({ section, children }: { section: FormSection; children: ReactElement }) {
  const { referral, answers, faults, flush, labelOf } = useDraft()
  const { mend } = useSearch({ strict: false })
  const navigate = useNavigate()
  const next = nextSection(section.key, answers)
  const open = mend ? faultsIn(section, faults) : []

  const goOn = (event: FormEvent) => {
    event.preventDefault()
    void flush()
    void navigate(next ? paths.referralSection(referral.id, next.slug) : paths.referralCheck(referral.id))
  }
  return (
    <>
      {open.length > 0 && (
        <nav aria-label="What is open here" className="govuk-inset-text">
          <ul className="govuk-list">
            {open.map((fault) => (
              <li key={`${fault.pointer} ${fault.detail}`}>
                <a className="govuk-link" href={`#${fieldId(fault.pointer)}`}>
                  {namedFault(fault, labelOf)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <form onSubmit={goOn} noValidate autoComplete="off">
        {children}
        <DraftStatus />
        <div className="govuk-button-group">
          <Button>{next ? 'Continue' : 'Check and submit'}</Button>
          {mend && (
            <Link {...paths.referralCheck(referral.id)} className="govuk-link">
              Back to check and submit
            </Link>
          )}
        </div>
      </form>
    </>
  )
}
