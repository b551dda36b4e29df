import type { Machine } from './machine.js';
import { isAbsence, isMeasurement, isMemory, milliseconds, type Measurement, type Outcome } from '../outcome.js';
import { targets, type Target } from './targets.js';

/**
 * docs/performance.md: what one run of the benches found.
 *
 * @param date of the run, as `2026-01-31`
 */
export function performanceDocument(outcomes: readonly Outcome[], machine: Machine, date: string): string {
  const of = (bench: string): Outcome[] => outcomes.filter((outcome) => outcome.bench === bench);
  return [
    '# Performance',
    introduction(date),
    '## Machine',
    machineTable(machine, outcomes),
    '## Targets',
    'Ratios of medians in this run: `a ÷ b` is the time of a over that of b.',
    targetTable(outcomes),
    '## A dense step',
    '`dense-step`: 784-128-64-32-64-128-784, rectified, batch 128, Adam, binary cross-entropy. `matmul-limit` is the matrix products alone, on onnxruntime-node.',
    timeTable(of('dense-step')),
    '## A denoising step',
    '`denoise-step`: the same with Gaussian noise on every sample, drawn anew by the host at each step; `compiled-node-clean` is the dense step without it, in the same run.',
    timeTable(of('denoise-step')),
    '## A convolutional step',
    '`conv-step`: the convolutional autoencoder of [Building Autoencoders in Keras](https://blog.keras.io/building-autoencoders-in-keras.html) (16-8-8, 8-8-16), batch 128, Adam, binary cross-entropy. The gradient of up-sampling on TensorFlow.js\'s `cpu` is wrong for batches, too little to show in the losses of the first steps; its time is what counts here.',
    timeTable(of('conv-step')),
    '## Encoding',
    '`encode`: samples a second through the encoder of the dense net, by the size of the batch. `onnxruntime-python` runs the graphs that the compiled engine makes.',
    encodeTable(of('encode').filter(isMeasurement)),
    '## Cost by batch',
    '`batch-cost`: a dense step of `compiled-node` at growing batches.',
    batchTable(of('batch-cost').filter(isMeasurement)),
    '## Memory',
    '`memory`: what the process holds after so many dense steps.',
    memoryTable(of('memory')),
    '## Not measured',
    absenceList(outcomes),
  ].join('\n\n') + '\n';
}

const introduction = (date: string): string => `What training and encoding cost beside other libraries, in one run on one machine, ${date}:

\`\`\`sh
npm run -s bench -- performance        # measures everything and writes this page
npm run -s bench -- dense-step --json  # one bench, as JSON lines
\`\`\`

Each contender has a process of its own, and all begin with the same weights and get the same batches. The losses of the first
steps are compared (within 0.001 of one another, else a contender is not measured); then the contenders take turns, round by
round, while the others rest. A time is that of one step, the median of the rounds, compiling left out. Hourglass is timed in
\`train\`, as it is used; PyTorch in the usual loop, with its fused Adam; Keras in a step under \`tf.function\` or \`jax.jit\`;
TensorFlow.js in \`fit\`. All may use every core, save \`compiled-web-1\` and TensorFlow.js's \`wasm\` and \`cpu\`, which have one
thread. Peers are optional: Python is the one that \`HOURGLASS_PYTHON\` names, or \`python3\`.`;

function machineTable({ processor, cores, memory_gib: memory, system, node }: Machine, outcomes: readonly Outcome[]): string {
  const versions = [...new Set(outcomes.filter(isMeasurement).map(({ version }) => version))];
  return table([
    ['processor', `${processor}, ${cores} cores, ${memory} GiB, ${system}`],
    ['Node', node],
    ['libraries', versions.join('; ')],
  ], ['', '']);
}

function targetTable(outcomes: readonly Outcome[]): string {
  const rows = targets.map((target) => {
    const found = target.measured(outcomes);
    return [target.what, found === undefined ? 'not measured' : figure(found), bound(target), found === undefined ? '' : verdict(target, found)];
  });
  return table(rows, ['', 'measured', 'target', '']);
}

const bound = ({ atMost, atLeast, aim }: Target): string =>
  `${aim ? 'aim: ' : ''}${atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`}`;

function verdict({ atMost = Infinity, atLeast = -Infinity, aim }: Target, found: number): string {
  if (found <= atMost && found >= atLeast) return 'reached';
  return aim ? 'not yet' : '**missed**';
}

/** The contenders from the fastest on. */
function timeTable(outcomes: readonly Outcome[]): string {
  const measured = outcomes.filter(isMeasurement).toSorted((a, b) => a.median_ms - b.median_ms);
  const ours = measured.find(({ contender }) => contender === 'compiled-node')?.median_ms;
  const rows = measured.map(({ contender, median_ms: median, min_ms: min, max_ms: max, loss, compile_ms: compile }) => [
    `\`${contender}\``,
    milliseconds(median),
    `${milliseconds(min)} to ${milliseconds(max)}`,
    ours === undefined ? '' : `${figure(median / ours)}×`,
    loss === null ? '' : loss.toFixed(6),
    compile === undefined ? '' : milliseconds(compile),
  ]);
  return table(rows, ['contender', 'median', 'lowest to highest', 'of `compiled-node`', 'loss compared', 'compiled in']);
}

function encodeTable(measured: readonly Measurement[]): string {
  const batches = [...new Set(measured.map(({ batch }) => batch))];
  const contenders = [...new Set(measured.map(({ contender }) => contender))];
  const rows = contenders.map((name) => [
    `\`${name}\``,
    ...batches.map((size) => {
      const found = measured.find(({ contender, batch }) => contender === name && batch === size);
      return found ? Math.round(found.samples_per_second!).toLocaleString('en') : '';
    }),
  ]);
  return table(rows, ['contender', ...batches.map((batch) => `batch ${batch}`)]);
}

function batchTable(measured: readonly Measurement[]): string {
  const rows = measured.map(({ batch, median_ms: median }) => [String(batch), milliseconds(median), `${figure((median / batch!) * 1000)} µs`]);
  return table(rows, ['batch', 'a step', 'a sample']);
}

function memoryTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes
    .filter(isMemory)
    .map(({ contender, step, tensors, resident_mib: resident }) => [`\`${contender}\``, step.toLocaleString('en'), String(tensors), `${resident} MiB`]);
  return table(rows, ['engine', 'steps', 'tensors', 'resident memory']);
}

function absenceList(outcomes: readonly Outcome[]): string {
  const reasons = new Set(outcomes.filter(isAbsence).map(({ bench, contender, reason, failed }) => `- ${bench}, \`${contender}\`${failed ? ', failed' : ''}: ${reason}`));
  return reasons.size > 0 ? [...reasons].join('\n') : 'Nothing.';
}

const figure = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 3 });

const table = (rows: readonly (readonly string[])[], head: readonly string[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
