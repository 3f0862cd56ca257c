/**
 * A request that never reaches the service: an HTTP status and one plain sentence. The body is text/plain,
 * which a .NET client quotes in its error message, where it would try to read XML as an answer.
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly sentence: string,
  ) {
    super(sentence);
    this.name = 'Refusal';
  }
}
