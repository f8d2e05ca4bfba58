import { keepWhatIsPrinted } from './fonts.ts'

keepWhatIsPrinted(import.meta.url)
