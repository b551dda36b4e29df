import { sizeOf, type Autoencoder, type Dataset, type NdArray } from '@hourglass/core';
import type { Command } from 'commander';
import { parseDataSpec } from '../data/data-spec.js';
import { dataOption, openSplit, splitOption, type SplitName } from '../data.js';
import { engineOption, selectEngine, type EngineName } from '../engines.js';
import { shape } from '../format.js';
import { note, present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { writeNpy } from '../npy.js';
import { checkOutFile } from '../out-path.js';
import { loadRun } from '../saved-model.js';

interface Options {
  readonly data: string;
  readonly out: string;
  readonly split?: SplitName;
  readonly engine: EngineName;
  readonly json?: boolean;
}

/** `hourglass encode <model>`: writes the code of every sample, in stored order. */
export function addEncode(program: Command, io: Io): void {
  program
    .command('encode')
    .description('write the codes of samples as NPY')
    .argument('<model>', 'the folder that train wrote')
    .addOption(dataOption().makeOptionMandatory())
    .requiredOption('--out <file>', 'the NPY file to write: float32 [samples, ...code]')
    .addOption(splitOption())
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(async (path: string, { data: source, out, split, engine: name, json = false }: Options) => {
      await checkOutFile(out, [parseDataSpec(source).address]);
      const { engine, title, report } = await selectEngine(name, io);
      const { model } = await loadRun(path, engine);
      const data = await openSplit(model, { source, split, whole: true });
      note(io, title);
      const codes = await encodeAll(model, data);
      model.dispose();
      await writeNpy(out, codes);
      const text = `${out}: codes ${shape(codes.shape)}`;
      const about = { model: path, data: source, shape: codes.shape, ...report() };
      present(io, { text, json: { command: 'encode', ...about, files: { codes: out } } }, json);
    });
}

/** The samples go through in batches, so that only the codes are held. */
async function encodeAll(model: Autoencoder, data: Dataset): Promise<NdArray<Float32Array>> {
  const codes: Float32Array[] = [];
  let count = 0;
  for await (const { clean, corrupted, condition } of data.batches({ batchSize: 256 })) {
    const code = await model.encode(corrupted ?? clean, condition);
    codes.push(code.data);
    count += code.shape[0]!;
  }
  const all = { data: new Float32Array(count * sizeOf(model.recipe.codeShape)), shape: [count, ...model.recipe.codeShape] };
  let offset = 0;
  for (const code of codes) {
    all.data.set(code, offset);
    offset += code.length;
  }
  return all;
}
