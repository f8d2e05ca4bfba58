/** The API words a fault as the end of a sentence about its field: "is missing". */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
