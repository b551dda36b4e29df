import type { Dataset } from '@hourglass/core';
import type { Command } from 'commander';
import { summarise } from '../data-view/data-summary.js';
import { viewData } from '../data-view/data-view.js';
import { describeData } from '../data-view/describe-data.js';
import { formOf, pictureKinds } from '../data-view/picture-file.js';
import { suggest } from '../data-view/suggestion.js';
import { parseDataSpec } from '../data/data-spec.js';
import { openSpec } from '../data/open-spec.js';
import { present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { naming } from '../naming.js';
import { checkOutFile } from '../out-path.js';
import { writeWhole } from '../write-whole.js';

/** `hourglass data`: looks at data before anything is trained. */
export function addData(program: Command, io: Io): void {
  const command = program.command('data').description('look at data before anything is trained');
  const source = ['<source>', 'a name or a path, as --data takes it'] as const;
  command
    .command('info')
    .description('tell what the samples are like, and how to begin with them')
    .argument(...source)
    .addOption(jsonOption())
    .action((spec: string, { json = false }: InfoOptions) => tellInfo(spec, json, io));
  command
    .command('preview')
    .description('draw samples: a contact sheet of images, a plot of series, a table of the rest')
    .argument(...source)
    .option('--out <file>', 'a file that ends in .png (images), .svg (images, series), .html or .txt; default: the terminal')
    .addOption(jsonOption())
    .action((spec: string, options: PreviewOptions) => drawPreview(spec, options, io));
}

interface InfoOptions {
  readonly json?: boolean;
}

interface PreviewOptions extends InfoOptions {
  readonly out?: string;
}

async function tellInfo(spec: string, json: boolean, io: Io): Promise<void> {
  const opened = await openSpec(spec);
  const parts: Readonly<Record<string, Dataset>> = 'whole' in opened ? { all: opened.whole } : { train: opened.train, test: opened.test };
  const summary = await naming(spec, () => summarise(Object.values(parts)));
  const suggestion = suggest(spec, summary);
  const sizes = Object.fromEntries(Object.entries(parts).map(([name, { info }]) => [name, info.size]));
  const text = describeData(summary, suggestion, io.program);
  present(io, { text, json: { command: 'data info', data: spec, parts: sizes, ...summary, suggestion } }, json);
}

async function drawPreview(spec: string, { out, json = false }: PreviewOptions, io: Io): Promise<void> {
  if (out !== undefined) await checkOutFile(out, [parseDataSpec(spec).address], pictureKinds[formOf(out)]);
  const opened = await openSpec(spec);
  const view = await naming(spec, () => viewData(spec, 'whole' in opened ? opened.whole : opened.train, opened.textOf));
  const about = { command: 'data preview', data: spec };
  if (out === undefined) {
    present(io, { text: view.txt, json: { ...about, preview: view.txt } }, json);
    return;
  }
  await writeWhole(out, view[formOf(out, Object.keys(view))]!);
  present(io, { text: out, json: { ...about, files: { preview: out } } }, json);
}
