/**
 * The way from trained weights back to those the trial started from: the point
 * a share of it along. Models between a pre-trained and a fine-tuned one often
 * do better than both on data unlike the training part (WiSE-FT, Wortsman et al.
 * 2022, arXiv 2109.01903).
 *
 * @param trained Weights as trained
 * @param start Weights as the trial started
 * @param share 0: `trained`, 1: `start`
 * @param into Where to write; a new array by default
 */
export function between(
  trained: Float32Array,
  start: Float32Array,
  share: number,
  into: Float32Array = new Float32Array(trained.length),
): Float32Array {
  for (let i = 0; i < trained.length; i++) {
    into[i] = trained[i] + share * (start[i] - trained[i]);
  }
  return into;
}
