/** Answers a change; `pending` stands in it only while some Meter could not be told yet. */
export function answerChange(result: object, pending: boolean, status: 200 | 201 = 200): Response {
  return Response.json(pending ? { ...result, pending } : result, { status });
}
