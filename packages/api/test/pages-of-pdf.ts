import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export const openPdf = (bytes: Uint8Array) =>
  getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise

/** The words of each page of a PDF, in the order in which they were set. */
export async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await openPdf(bytes)
  const pages: string[] = []
  for (let at = 1; at <= pdf.numPages; at++) {
    const { items } = await (await pdf.getPage(at)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : '')).join(''))
  }
  return pages
}
