/// <reference types="vite/client" />
import { lossCurves } from '@hourglass/latent-vis';
import { svg } from '@hourglass/latent-vis/svg';
import { drawRows } from './draw-rows.js';
import { element } from './element.js';
import type { Report, Request, View } from './messages.js';

const codeSize = element('code-size', HTMLInputElement);
const epochs = element('epochs', HTMLInputElement);
const start = element('start', HTMLButtonElement);
const load = element('load', HTMLButtonElement);
const progress = element('progress', HTMLProgressElement);
const status = element('status', HTMLElement);
const canvas = element('pictures', HTMLCanvasElement);
const chart = element('chart', HTMLElement);

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const ask = (request: Request): void => worker.postMessage(request);

let isTraining = false;
let hasSavedRun = false;
let shown: View | undefined;

element('controls', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  if (isTraining) stop();
  else begin();
});
load.addEventListener('click', () => ask({ kind: 'load' }));
for (const slider of [codeSize, epochs]) slider.addEventListener('input', tellSliders);
new ResizeObserver(drawChart).observe(chart);

worker.addEventListener('message', ({ data }: MessageEvent<Report>) => receive(data));
worker.addEventListener('error', ({ message }) => receive({ kind: 'failed', message: message || 'its worker could not start.' }));
tellSliders();

function receive(report: Report): void {
  switch (report.kind) {
    case 'engine':
      element('engine', HTMLElement).textContent = `Engine: ${report.title}`;
      break;
    case 'ready':
      hasSavedRun = report.hasSavedRun;
      tell('Ready.');
      setTraining(false);
      break;
    case 'step':
      progress.value = report.share;
      tell(`Epoch ${report.epoch} of ${report.epochs}`);
      break;
    case 'view':
      show(report.view);
      break;
    case 'done':
      hasSavedRun ||= report.saved;
      tell(`${report.stopped === 'aborted' ? 'Stopped.' : 'Done.'}${report.saved ? ' Kept in this browser.' : ''}`);
      setTraining(false);
      break;
    case 'failed':
      tell(`Something went wrong: ${report.message}`);
      setTraining(false);
      break;
  }
}

/** Says where things stand, once: a live region is read aloud whenever it is written. */
function tell(text: string): void {
  if (status.textContent !== text) status.textContent = text;
}

function show(view: View): void {
  shown = view;
  element('error', HTMLElement).textContent = view.error?.toFixed(4) ?? '–';
  element('first-error', HTMLElement).textContent = view.firstError?.toFixed(4) ?? '–';
  element('mean-image-error', HTMLElement).textContent = view.meanImageError.toFixed(4);
  codeSize.valueAsNumber = view.codeSize;
  tellSliders();
  drawRows(canvas, view.rows);
  const error = (view.error ?? view.firstError)?.toFixed(4) ?? 'unknown';
  canvas.setAttribute('aria-label', `Ten digits above their reconstructions, mean squared error ${error}`);
  drawChart();
}

function drawChart(): void {
  if (!shown) return;
  chart.innerHTML = svg(lossCurves(shown.history), { width: Math.max(280, chart.clientWidth), height: 300 });
}

function begin(): void {
  setTraining(true);
  ask({ kind: 'train', codeSize: codeSize.valueAsNumber, epochs: epochs.valueAsNumber });
}

function stop(): void {
  ask({ kind: 'stop' });
  tell('Stopping …');
}

function setTraining(training: boolean): void {
  isTraining = training;
  start.disabled = false;
  start.textContent = training ? 'Stop' : 'Start';
  load.disabled = training || !hasSavedRun;
  codeSize.disabled = epochs.disabled = training;
}

function tellSliders(): void {
  element('code-size-value', HTMLOutputElement).value = codeSize.value;
  element('epochs-value', HTMLOutputElement).value = epochs.value;
  const told = codeSize.value === '1' ? 'a single number' : `${codeSize.value} numbers`;
  element('code-size-told', HTMLElement).textContent = told;
}
