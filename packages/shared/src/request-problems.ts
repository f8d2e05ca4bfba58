/** What may go wrong with any request, whatever it is about. A part of the table in problems.ts. */
export const requestProblems = {
  'request.invalid': {
    status: 400,
    title: 'Something in the request is not as documented',
    fix: 'Put right each place that `errors` names, and send it again.',
  },
  'request.malformed': {
    status: 400,
    title: 'The request could not be read',
    fix: 'Send well-formed JSON with the content type application/json.',
  },
  'session.required': {
    status: 401,
    title: 'You are not signed in, or your session has ended',
    fix: 'Sign in. What you typed is kept.',
  },
  'session.visit_over': {
    status: 403,
    title: 'Thank you for coming: what you were invited for is over',
    fix: 'Nothing more is needed of you. What you heard stays confidential.',
  },
  'session.wrong_credentials': {
    status: 401,
    title: 'The e-mail address or the password is not right',
    fix: 'Check both and try again. After several tries there is a short wait.',
  },
  'session.step_up_needed': {
    status: 403,
    title: 'This needs your password again',
    fix: 'Type it when you are asked (a program: PUT /v1/session/step-up), and send the same once more. What you typed is kept.',
  },
  'request.cross_site': {
    status: 403,
    title: 'This request came from another site',
    fix: 'Use Alongside in its own window.',
  },
  'access.not_permitted': {
    status: 403,
    title: 'Your role does not do this',
    fix: 'Ask your coordinator who does.',
  },
  'access.scope_missing': {
    status: 403,
    title: 'This system was not given that scope',
    fix: 'Ask for a token with the scope that `scope` names; if the system has none, its safeguarding lead asks for it.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here that you may see',
    fix: 'Check the address. If you were sent it, ask the sender’s agency about sharing.',
  },
  'request.method': {
    status: 405,
    title: 'This address does not take that method',
    fix: 'Use one of the methods in the Allow header.',
  },
  'idempotency.in_flight': {
    status: 409,
    title: 'The same request is being carried out',
    fix: 'Wait a moment and send it again with the same Idempotency-Key.',
  },
  'request.raced': {
    status: 409,
    title: 'Others were changing the same at that moment; nothing was saved',
    titleOfRead: 'Others were changing the same at that moment',
    fix: 'Read it again, and send it again if it is still wanted.',
  },
  'version.stale': {
    status: 412,
    title: 'Somebody changed this meanwhile',
    fix: 'Read it again, compare, and send your change once more, from what you read now. What you typed is kept.',
  },
  'request.too_large': { status: 413, title: 'The request is too large', fix: 'Send less in one request.' },
  'request.media_type': {
    status: 415,
    title: 'That content type is not understood',
    fix: 'Send application/json.',
  },
  'idempotency.answer_gone': {
    status: 409,
    title: 'This was done, and its answer is kept no more',
    fix: 'What your agency may see has changed since: read what it is about anew',
  },
  'idempotency.other_body': {
    status: 422,
    title: 'That Idempotency-Key belongs to another request',
    fix: 'Use a new key for a new request.',
  },
  'reference.unknown': {
    status: 422,
    title: 'Something you named does not exist here',
    fix: 'Each is named with this. Nothing was saved; what you typed is kept.',
  },
  'version.required': {
    status: 428,
    title: 'Say which version you are changing',
    fix: 'Send the ETag that you read in If-Match.',
  },
  'request.too_many': { status: 429, title: 'Too many requests', fix: 'Wait a little, then try again.' },
  internal: {
    status: 500,
    title: 'Something went wrong on our side; nothing was saved',
    titleOfRead: 'Something went wrong on our side',
    fix: 'Try again. If it goes on, give us the number that stands with this.',
  },
  'service.unavailable': {
    status: 503,
    title: 'Alongside is busy or its database is away; nothing was saved',
    titleOfRead: 'Alongside is busy or its database is away',
    fix: 'Try again in a few seconds. Work on this device is kept.',
  },
  'answers.incomplete': {
    status: 422,
    title: 'Something is missing, or does not fit together',
    fix: 'Each is named with this. Nothing you wrote is lost.',
  },
} as const
