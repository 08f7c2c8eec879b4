// Calls that keep their order: each is made when the one before has been answered.

let last: Promise<unknown> = Promise.resolve();

/** Makes the call after all that were asked for before; one that is not answered well does not hold up the others. */
export function inOrder<T>(call: () => Promise<T>): Promise<T> {
  const answer = last.then(call);
  last = answer.catch(() => undefined);
  return answer;
}
