import { collectCodes } from '@hourglass/latent-vis';
import { rasterise } from '@hourglass/latent-vis/node';
import { report as htmlReport } from '@hourglass/latent-vis/report';
import { svg } from '@hourglass/latent-vis/svg';
import { Option, type Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { dataOption, openSplit, splitOption, type SplitName } from '../data.js';
import { parseDataSpec } from '../data/data-spec.js';
import { formOf, pictureKinds, type PictureForm } from '../data-view/picture-file.js';
import { engineOption, selectEngine, type EngineName } from '../engines.js';
import { count as counted, shape } from '../format.js';
import { note, present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { checkOutFile } from '../out-path.js';
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
      const form = view ? formOf(out, ['svg', 'png'], 'a view') : formOf(out, ['html'], 'a report; --view draws one picture');
      await checkOutFile(out, [parseDataSpec(source).address], pictureKinds[form]);
      const { engine, title, report } = await selectEngine(name, io);
      const { model, history } = await loadRun(path, engine);
      const data = await openSplit(model, { source, split });
      note(io, title);
      await io.interruptible(async (signal) => {
        const subject: Subject = { model, history, data, signal, say: (line) => note(io, line), set: await collectCodes(model, data, { count, images: true }) };
        if (view) await writePicture(out, svg(await plotViews[view].of(subject)), { form, dark });
        else {
          const about = `${model.recipe.kind}, ${shape(model.recipe.inputShape)} → code ${shape(model.recipe.codeShape)}, ${counted(model.parameterCount)} parameters, on ${source}`;
          await writeWhole(out, htmlReport({ title: basename(resolve(path)), about, sections: await plotSections(subject, await errorsOf(path)) }));
        }
      });
      model.dispose();
      present(io, { text: `Written: ${out}`, json: { command: 'plot', model: path, data: source, ...(view && { view }), ...report(), files: [out] } }, json);
    });
}

const writePicture = async (out: string, drawn: string, { form, dark }: { readonly form: PictureForm; readonly dark: boolean }): Promise<void> =>
  writeWhole(out, form === 'png' ? await rasterise(drawn, { dark }) : drawn);

/** What training measured; the report that it left may be gone. */
async function errorsOf(model: string): Promise<Errors | undefined> {
  try {
    return errorsIn(JSON.parse(await readFile(join(model, 'report.json'), 'utf8')));
  } catch {
    return undefined;
  }
}
