/** A smooth function: its value at `x`; writes its slope there into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Steps whose curvature is remembered; five to twenty is customary (Nocedal & Wright, ch. 7.2). */
const MEMORY = 8;
const MOST_STEPS = 40;
/** Armijo's constant: a step must gain at least this part of what the slope promises. */
const SUFFICIENT = 1e-4;

/**
 * Minimises a convex function by L-BFGS from `start`. Deterministic. Stops where the slope is below `tolerance`,
 * no step helps, or after 40 steps: more gain nothing on the split by object.
 */
export function minimise(objective: Objective, start: Float64Array, tolerance = 1e-4): Float64Array {
  let x = start;
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const history: Curvature[] = [];
  for (let step = 0; step < MOST_STEPS && norm(gradient) > tolerance; step++) {
    const direction = descent(gradient, history);
    const slope = dot(direction, gradient);
    const nextGradient = new Float64Array(x.length);
    let size = step === 0 ? Math.min(1, 1 / norm(gradient)) : 1;
    let next = moved(x, direction, size);
    let nextValue = objective(next, nextGradient);
    while (!(nextValue <= value + SUFFICIENT * size * slope)) {
      size /= 2;
      if (size < 1e-10) return x;
      next = moved(x, direction, size);
      nextValue = objective(next, nextGradient);
    }
    remember(history, moved(next, x, -1), moved(nextGradient, gradient, -1));
    x = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return x;
}

/** One step taken, the change of slope along it, and 1 / their product. */
interface Curvature {
  step: Float64Array;
  bend: Float64Array;
  rho: number;
}

function remember(history: Curvature[], step: Float64Array, bend: Float64Array): void {
  const product = dot(step, bend);
  if (product <= 1e-12) return;
  history.push({ step, bend, rho: 1 / product });
  if (history.length > MEMORY) history.shift();
}

/** The two-loop recursion: where to go, by the slope and the remembered curvature. */
function descent(gradient: Float64Array, history: Curvature[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const { step, bend, rho } of history.toReversed()) {
    const share = rho * dot(step, direction);
    shares.push(share);
    add(direction, bend, -share);
  }
  const last = history.at(-1);
  if (last) scale(direction, 1 / (last.rho * dot(last.bend, last.bend)));
  for (const { step, bend, rho } of history)
    add(direction, step, (shares.pop() ?? 0) - rho * dot(bend, direction));
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

const norm = (a: Float64Array) => Math.sqrt(dot(a, a));

function add(target: Float64Array, other: Float64Array, times: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + times * (other[i] as number);
}

function scale(target: Float64Array, times: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) * times;
}

/** `from + times * along`, as a new array. */
function moved(from: Float64Array, along: Float64Array, times: number): Float64Array {
  const target = from.slice();
  add(target, along, times);
  return target;
}
