import {
  herPapers,
  type PaperLanguage,
  paperLanguages,
  paperLanguageWords,
  servicesOnPaper,
} from '@alongside/shared/consent/papers'
import { printConsentForm, printInformationSheet } from '@alongside/shared/consent/papers-addresses'
import { Link, useCanGoBack, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { download } from '../client/session.ts'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useDownload } from '../sending/use-download.ts'
import { usePartnership } from '../session/partnership.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { Radios } from '../ui/radios.tsx'

const files = { sheet: printInformationSheet, form: printConsentForm }
type Which = keyof typeof files

/** CON-1: what she is given on paper, to read here and to print. */
export default function ForHerPage() {
  const { agencies } = usePartnership()
  const router = useRouter()
  const canGoBack = useCanGoBack()
  const [language, setLanguage] = useState<PaperLanguage>('en')
  const { fetchIt, making, said, problem, attempt } = useDownload<Which>()
  const papers = herPapers[language]
  const { sheet, form } = papers
  const services = servicesOnPaper(papers, agencies)
  const aloud = services.some((one) => one.aloud)
  const print = (which: Which) =>
    fetchIt(which, () => download(files[which], {}, { language }), { made: 'It is in your downloads.' })
  return (
    <Page title="Papers for her" heading="Papers for her">
      <BackLink>
        <Link
          {...paths.work}
          onClick={(event) => {
            if (!canGoBack) return
            event.preventDefault()
            router.history.back()
          }}
        >
          Back
        </Link>
      </BackLink>
      <p className="govuk-body-l">
        An information sheet and a consent form, in plain words, to read with her and to print.
      </p>
      <InsetText>
        Neither says what this is about, nor who brings the services together: so that whoever finds it learns
        nothing. Ask her first whether a paper is safe to have.
      </InsetText>
      <Refused error={problem} attempt={attempt} />
      {paperLanguages.length > 1 && (
        <Radios
          name="/language"
          label="In which language?"
          inline
          options={paperLanguages.map((value) => ({ value, label: paperLanguageWords[value] }))}
          value={language}
          onChange={setLanguage}
        />
      )}
      <p className="govuk-body">
        There is a text in {paperLanguages.map((one) => paperLanguageWords[one]).join(', ')}. In any other
        language it is read aloud with an interpreter; nothing here is translated by a machine.
      </p>
      <div className="govuk-button-group">
        <Button type="button" busy={making === 'sheet'} onClick={() => void print('sheet')}>
          Information sheet as PDF
        </Button>
        <Button type="button" busy={making === 'form'} onClick={() => void print('form')}>
          Consent form as PDF
        </Button>
      </div>
      <output className="govuk-body">{said}</output>
      <section className="app-section app-narrow app-for-her" lang={language}>
        <h2 className="govuk-heading-l">{sheet.title}</h2>
        {sheet.parts.map(({ heading, lines }) => (
          <div key={heading}>
            <h3 className="govuk-heading-s">{heading}</h3>
            {lines.map((line) => (
              <p className="govuk-body" key={line}>
                {line}
              </p>
            ))}
          </div>
        ))}
      </section>
      <section className="app-section app-narrow app-for-her" lang={language}>
        <h2 className="govuk-heading-l">{form.title}</h2>
        {form.intro.map((line) => (
          <p className="govuk-body" key={line}>
            {line}
          </p>
        ))}
        <h3 className="govuk-heading-s">
          {form.service}: {form.yes} / {form.no}
        </h3>
        <ul className="govuk-list govuk-list--bullet">
          {services.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        {aloud && <p className="govuk-body">{form.aloudHint}</p>}
        <ul className="govuk-list govuk-list--bullet">
          {form.rows.map(({ field, label }) => (
            <li key={field}>{label}</li>
          ))}
          {form.choices.map(({ field, label, options }) => (
            <li key={field}>
              {label}: {options.join(' / ')}
            </li>
          ))}
          <li>{form.keeps}</li>
          <li>{form.sign}</li>
          <li>{form.day}</li>
        </ul>
      </section>
      {aloud && (
        <div className="app-off-paper">
          <Details summary="For the worker: which letter is which">
            <p className="govuk-body">Read it out; leave it open nowhere. It is never printed.</p>
            <ul className="govuk-list">
              {aloudOf(agencies).map((name, index) => (
                <li key={name}>
                  <strong>{String.fromCharCode(65 + index)}</strong> {name}
                </li>
              ))}
            </ul>
          </Details>
        </div>
      )}
    </Page>
  )

  function aloudOf(all: typeof agencies): string[] {
    return all.filter((one) => servicesOnPaper(papers, [one])[0]?.aloud).map(({ name }) => name)
  }
}
