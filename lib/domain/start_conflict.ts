/** The same start is stored under another number, told on another link meanwhile: asking again gets that number. */
export class StartConflictError extends Error {
  override name = "StartConflictError";
  constructor(chargerId: string, transactionId: number) {
    super(`Cannot store transaction ${transactionId} of "${chargerId}": the same start has another number`);
  }
}
