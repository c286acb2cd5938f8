/** What a member says of the utterances, and how well it did on validation. */
export interface Member {
  /** BCA on the validation part. */
  readonly validation: number;
  /** log softmax [C] of every utterance of the corpus that is scored. */
  readonly answers: ReadonlyMap<number, ArrayLike<number>>;
}

/** Share of the best member's validation BCA that a member must reach. */
export const LEAST_SHARE = 0.92;

/** Members that reach a share of the best one's validation BCA, in order. */
export function chosenMembers<M extends Pick<Member, "validation">>(
  members: readonly M[],
): M[] {
  const best = Math.max(...members.map(({ validation }) => validation));
  return members.filter(({ validation }) => validation >= LEAST_SHARE * best);
}

/**
 * The geometric mean of the members' probabilities for one utterance: log
 * softmax of their mean logarithms, [C].
 */
export function geometricMean(
  members: readonly Member[],
  utterance: number,
): Float64Array {
  const answers = members.map((member) => member.answers.get(utterance)!);
  const mean = Float64Array.from(
    answers[0],
    (_, c) =>
      answers.reduce((sum, answer) => sum + answer[c], 0) / answers.length,
  );
  const largest = Math.max(...mean);
  const total = mean.reduce((sum, z) => sum + Math.exp(z - largest), 0);
  return mean.map((z) => z - largest - Math.log(total));
}
