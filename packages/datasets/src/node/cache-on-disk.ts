import { HourglassError, InvalidDataError, sizeOf, type Dataset, type NdArray } from '@hourglass/core';
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { npy } from '../npy/npy.js';
import { npyHeader } from '../npy/write-npy.js';
import { countOf } from '../pipeline/count-of.js';
import { file } from './file.js';

/** Samples that are written together. */
const rows = 256;

/**
 * The same samples from a folder on disk, read as an NPY file is: for data that are dear to make and too many for memory.
 * Where the folder is there already, `data` are not read; else it is written beside and renamed once it is whole.
 *
 * @param data float32 samples with or without labels; pairs are made of two: `paired(await cacheOnDisk(…), await cacheOnDisk(…))`
 * @param path of the folder: `clean.npy` and, where there are labels, `label.npy`
 * @throws InvalidDataError for data of other fields, a folder that holds other data, or one that cannot be written
 */
export async function cacheOnDisk(data: Dataset, path: string): Promise<Dataset> {
  if (!(await exists(path))) await write(data, path);
  const { inputShape, range, size, labelNames, sampleRate } = data.info;
  const labels = join(path, 'label.npy');
  const kept = await npy(file(join(path, 'clean.npy')), {
    range: [0, 1], // which spares a pass; that of the data is told below
    ...((await exists(labels)) && { labels: file(labels), ...(labelNames && { labelNames }) }),
  });
  const found = kept.info;
  if (sizeOf(found.inputShape) !== sizeOf(inputShape) || (size !== undefined && size !== found.size))
    throw new InvalidDataError(
      `${path}: expected ${size ?? 'some'} samples of ${sizeOf(inputShape)} values, found ${found.size} of ${sizeOf(found.inputShape)}. ` +
        'It holds other data: remove it, or give another folder.',
    );
  return {
    info: { ...found, inputShape, targetShape: inputShape, range, ...(sampleRate !== undefined && { sampleRate }) },
    async *batches(options) {
      for await (const batch of kept.batches(options)) yield { ...batch, clean: { data: batch.clean.data, shape: [batch.index.length, ...inputShape] } };
    },
  };
}

async function write(data: Dataset, path: string): Promise<void> {
  const size = data.info.size ?? (await countOf(data));
  const part = `${path}.${randomUUID()}.part`;
  const files: Record<string, FileHandle> = {};
  try {
    await mkdir(part, { recursive: true });
    for await (const { index: _, ...fields } of data.batches({ batchSize: rows, reuse: true }))
      for (const [name, array] of Object.entries<NdArray>(fields)) {
        checkField(name, array);
        files[name] ??= await begun(join(part, `${name}.npy`), array, size);
        await files[name].writeFile(new Uint8Array(array.data.buffer, array.data.byteOffset, array.data.byteLength));
      }
    for (const handle of Object.values(files)) await handle.sync();
  } catch (cause) {
    await close(files);
    await remove(part);
    throw HourglassError.isInstance(cause) ? cause : unwritable(path, cause);
  }
  await close(files);
  await rename(part, path).catch(async (cause: unknown) => {
    await remove(part);
    if (!(await exists(path))) throw unwritable(path, cause); // else another call was faster
  });
}

async function begun(path: string, { data, shape }: NdArray, size: number): Promise<FileHandle> {
  const handle = await open(path, 'w');
  await handle.writeFile(npyHeader(data instanceof Int32Array ? '<i4' : '<f4', [size, ...(shape.length > 1 ? [sizeOf(shape.slice(1))] : [])]));
  return handle;
}

function checkField(name: string, { data }: NdArray): void {
  const isKept = name === 'clean' ? data instanceof Float32Array : name === 'label' && data instanceof Int32Array;
  if (!isKept)
    throw new InvalidDataError(`cacheOnDisk: expected float32 samples with or without labels of whole numbers, received ${name} as ${data.constructor.name}.`);
}

const unwritable = (path: string, cause: unknown): InvalidDataError =>
  new InvalidDataError(`${path} cannot be written: ${(cause as Error).message}. Give a folder that this user may write, on a disk with room.`, { cause });

const close = (files: Readonly<Record<string, FileHandle>>): Promise<unknown> => Promise.all(Object.values(files).map((handle) => handle.close()));

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(() => undefined); // the cause is told

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);
