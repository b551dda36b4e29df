export { pretrain, type PretrainOptions } from './pretrain.js';
export { fineTune, type Classifier, type FineTuneOptions } from './fine-tune.js';
export { probe, type Probe, type ProbeErrors, type ProbeOptions } from './probe.js';
