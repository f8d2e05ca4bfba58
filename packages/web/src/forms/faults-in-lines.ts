import type { Fault } from '@alongside/shared/problems'

/** What the one-line fields of a form say of themselves (ui/text-input.tsx); `under`: where its fields hang. */
export const faultsInLines = (form: HTMLFormElement, under = ''): Fault[] =>
  Array.from(form.querySelectorAll<HTMLInputElement>('input[data-fault]'), ({ name, dataset }) => ({
    pointer: name.slice(under.length),
    code: 'invalid',
    detail: dataset.fault ?? '',
  }))
