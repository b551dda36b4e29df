import { InvalidOptionError } from '@hourglass/core';
import { collectCodes } from '@hourglass/latent-vis';
import { rasterise } from '@hourglass/latent-vis/node';
import { report as htmlReport } from '@hourglass/latent-vis/report';
import { svg } from '@hourglass/latent-vis/svg';
import { Option, type Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { dataOption, openSplit, splitOption, type SplitName } from '../data.js';
import { engineOption, selectEngine, type EngineName } from '../engines.js';
import { count as counted, shape } from '../format.js';
import { note, present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { checkOutFile, type FileKind } from '../out-path.js';
import { errorsIn, plotSections, type Errors } from '../plot/plot-report.js';
import { plotViews, type PlotViewName } from '../plot/plot-views.js';
import type { Subject } from '../plot/subject.js';
import { number } from '../readers.js';
import { loadRun } from '../saved-model.js';
import { writeWhole } from '../write-whole.js';

interface Options {
  readonly data: string;
  readonly out: string;
  readonly view?: PlotViewName;
  readonly count: number;
  readonly dark?: boolean;
  readonly split?: SplitName;
  readonly engine: EngineName;
  readonly json?: boolean;
}

const begins = (...texts: readonly string[]) => (bytes: Uint8Array): boolean => texts.some((text) => Buffer.from(bytes).toString('latin1').startsWith(text));

/** What can be written, by the ending of its name. */
const kinds: Readonly<Record<string, FileKind>> = {
  '.html': { name: 'an HTML file', begins: begins('<!doctype html') },
  '.svg': { name: 'an SVG file', begins: begins('<svg') },
  '.png': { name: 'a PNG file', begins: begins('\x89PNG') },
};

/** `hourglass plot <model>`: draws what a model has learned, one view or a report of all. */
export function addPlot(program: Command, io: Io): void {
  program
    .command('plot')
    .description('draw what a trained model has learned: a report, or one picture')
    .argument('<model>', 'the folder that train wrote')
    .addOption(dataOption().makeOptionMandatory())
    .requiredOption('--out <file>', 'report.html for all views in one file; x.svg or x.png for one')
    .addOption(new Option('--view <name>', `one view instead of a report: ${Object.entries(plotViews).map(([name, { shows }]) => `${name}, ${shows}`).join('; ')}`).choices(Object.keys(plotViews)))
    .addOption(new Option('--count <number>', 'samples whose codes are looked at').argParser(number).default(5000))
    .addOption(new Option('--dark', 'a PNG on dark ground; other files follow their reader'))
    .addOption(splitOption())
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(async (path: string, { data: source, out, view, count, dark = false, split, engine: name, json = false }: Options) => {
      const kind = kindOf(out, view);
      await checkOutFile(out, [source], kinds[kind]);
      const { engine, title, report } = await selectEngine(name, io);
      const { model, history } = await loadRun(path, engine);
      const data = await openSplit(model, { source, split });
      note(io, title);
      await io.interruptible(async (signal) => {
        const subject: Subject = { model, history, data, signal, say: (line) => note(io, line), set: await collectCodes(model, data, { count, images: true }) };
        if (view) await writePicture(out, svg(await plotViews[view].of(subject)), { kind, dark });
        else {
          const about = `${model.recipe.kind}, ${shape(model.recipe.inputShape)} → code ${shape(model.recipe.codeShape)}, ${counted(model.parameterCount)} parameters, on ${source}`;
          await writeWhole(out, htmlReport({ title: basename(resolve(path)), about, sections: await plotSections(subject, await errorsOf(path)) }));
        }
      });
      model.dispose();
      present(io, { text: `Written: ${out}`, json: { command: 'plot', model: path, data: source, ...(view && { view }), ...report(), files: [out] } }, json);
    });
}

const writePicture = async (out: string, drawn: string, { kind, dark }: { readonly kind: string; readonly dark: boolean }): Promise<void> =>
  writeWhole(out, kind === '.png' ? await rasterise(drawn, { dark }) : drawn);

/** @throws InvalidOptionError for a name that does not fit what is asked for */
function kindOf(out: string, view: PlotViewName | undefined): string {
  const kind = extname(out).toLowerCase();
  const allowed = view ? ['.svg', '.png'] : ['.html'];
  if (allowed.includes(kind)) return kind;
  throw new InvalidOptionError('out', `--out: expected a name that ends with ${allowed.join(' or ')} for ${view ? 'a view' : 'a report; --view draws one picture'}, received ${out}.`);
}

/** What training measured; the report that it left may be gone. */
async function errorsOf(model: string): Promise<Errors | undefined> {
  try {
    return errorsIn(JSON.parse(await readFile(join(model, 'report.json'), 'utf8')));
  } catch {
    return undefined;
  }
}
