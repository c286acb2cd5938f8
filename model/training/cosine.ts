/**
 * Cosine annealing by epoch, from `rate` towards zero:
 * rate / 2 (1 + cos(pi epoch / epochs)).
 *
 * As `torch.optim.lr_scheduler.CosineAnnealingLR` with `T_max` = epochs, minimum
 * 0 and one step an epoch. Source: Loshchilov and Hutter 2017, arXiv 1608.03983
 *
 * @param rate Rate of the first epoch
 * @param epoch 0-based, counted from the stage's start
 * @param epochs Length of the stage
 */
export function cosineRate(
  rate: number,
  epoch: number,
  epochs: number,
): number {
  return rate / 2 * (1 + Math.cos(Math.PI * epoch / epochs));
}
