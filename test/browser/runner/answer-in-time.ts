/**
 * A limit on asking a page: one that crashed or runs in circles never answers, and what is known without it shall be
 * reported all the same.
 */

/** @throws when the answer does not come in time */
export async function answerInTime<Answer>(answer: Promise<Answer>, limitSeconds: number): Promise<Answer> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("The page does not answer")), limitSeconds * 1000);
  return await Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
